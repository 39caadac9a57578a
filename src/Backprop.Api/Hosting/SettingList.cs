namespace Backprop.Api.Hosting;

/// <summary>A setting that is a list.</summary>
internal static class SettingList
{
    private static readonly char[] Separators = [',', ' ', '\t', '\r', '\n'];

    /// <summary>The entries of a setting, which commas or blanks separate.</summary>
    public static string[] Of(string setting) => setting.Split(Separators, StringSplitOptions.RemoveEmptyEntries);
}
