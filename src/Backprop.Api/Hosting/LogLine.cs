using Serilog.Events;
using Serilog.Formatting;
using Serilog.Formatting.Display;

namespace Backprop.Api.Hosting;

// docs/decisions/0351-log-lines-cannot-be-forged.md
/// <summary>
/// Writes an event as one line, and an exception as lines under it that begin with blanks. Whatever would break a line, steer a terminal or turn
/// the direction of writing is written as its code point: clients choose paths, and an exception's message may quote them.
/// </summary>
internal sealed class LogLine : ITextFormatter
{
    private static readonly MessageTemplateTextFormatter Line = new("{Timestamp:yyyy-MM-ddTHH:mm:ss.fffzzz} {Level:u3} {Message:lj}", CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public void Format(LogEvent logEvent, TextWriter output)
    {
        using var line = new StringWriter(CultureInfo.InvariantCulture);
        Line.Format(logEvent, line);
        WriteLine(line.ToString(), output);
        if (logEvent.Exception is { } exception)
        {
            foreach (var part in exception.ToString().AsSpan().EnumerateLines())
            {
                output.Write("    ");
                WriteLine(part, output);
            }
        }
    }

    private static void WriteLine(ReadOnlySpan<char> text, TextWriter output)
    {
        if (text.ContainsAnyExceptInRange(' ', '~'))
        {
            foreach (var rune in text.EnumerateRunes())
            {
                output.Write(IsVisible(rune) ? rune.ToString() : string.Create(CultureInfo.InvariantCulture, $"\\u{{{rune.Value:X4}}}"));
            }

            output.WriteLine();
        }
        else
        {
            output.WriteLine(text);
        }
    }

    private static bool IsVisible(Rune rune) => Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
}
