using System.Buffers;
using System.Buffers.Binary;
using System.Reflection;
using System.Security.Cryptography;
using Backprop.Domain.Graphs;
using Backprop.Domain.Operators;
using Backprop.Domain.Tensors;

namespace Backprop.Domain.Exercises;

/// <summary>
/// Names a result by what it was made from: SHA-256 over a canonical form of exercise, policy, answer and version. The order in which a
/// client wrote members does not matter; the order of nodes does, since it shows in the result.
/// </summary>
internal sealed class ResultIdentity
{
    private const int Length = 16;
    private static readonly string Version = typeof(ResultIdentity).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "";
    private readonly ArrayBufferWriter<byte> _buffer = new(512);

    /// <summary>The identity of an exercise with its policy.</summary>
    public static byte[] OfExercise(Exercise exercise)
    {
        var identity = new ResultIdentity();
        identity.Add(Version);
        identity.Add(exercise.Graph);
        identity.Add(exercise.Upstream);
        identity.Add(exercise.Policy);
        identity.Add(exercise.Asked.Count);
        foreach (var part in exercise.Asked)
        {
            identity.Add(exercise.Name(part));
        }

        return SHA256.HashData(identity._buffer.WrittenSpan);
    }

    /// <summary>The identity of an answer to an exercise, in hexadecimal.</summary>
    /// <param name="exercise">The exercise.</param>
    /// <param name="parts">The parts of the answer that belong to it, in their one order, and those that were asked and not answered.</param>
    /// <param name="strangers">Names of parts that belong to no node.</param>
    public string OfAnswer(Exercise exercise, IEnumerable<(Part Part, Submission? Submission)> parts, List<string> strangers)
    {
        _buffer.ResetWrittenCount();
        _buffer.Write(exercise.Identity);
        foreach (var (part, submission) in parts)
        {
            if (submission is not null)
            {
                Add((2 * part.Node) + (int)part.Kind);
                Add(submission);
            }
        }

        strangers.Sort(StringComparer.Ordinal);
        foreach (var name in strangers)
        {
            Add(-1);
            Add(name);
        }

        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(_buffer.WrittenSpan, hash);
        return Convert.ToHexStringLower(hash[..Length]);
    }

    private void Add(Submission submission)
    {
        switch (submission)
        {
            case Submission.Numbers numbers:
                Add(1);
                Add(numbers.Value);
                break;
            case Submission.Formula formula:
                Add(2);
                Add(formula.Text);
                break;
            case Submission.Unreadable unreadable:
                Add(3);
                Add(unreadable.Written);
                break;
            default:
                Add(4);
                break;
        }
    }

    private void Add(Graph graph)
    {
        Add(graph.OutputNode.Id);
        Add(graph.Count);
        foreach (var node in graph.Nodes)
        {
            Add(node.Id);
            Add(node.Operator.Name);
            foreach (var operand in graph.Operands(node.Index))
            {
                Add(operand);
            }

            foreach (var (name, value) in node.Attributes.Values.OrderBy(a => a.Key, StringComparer.Ordinal))
            {
                Add(name);
                Add(value);
            }

            if (node.Value is not null)
            {
                Add(node.Value);
            }
        }
    }

    private void Add(AttributeValue value)
    {
        switch (value)
        {
            case AttributeValue.Number number:
                Add([number.Value]);
                break;
            case AttributeValue.Numbers numbers:
                Add([.. numbers.Values]);
                break;
            case AttributeValue.Text text:
                Add(text.Value);
                break;
            case AttributeValue.Flag flag:
                Add(flag.Value ? 1 : 0);
                break;
        }
    }

    private void Add(GradingPolicy policy)
    {
        Add(policy.Tolerance.ToString());
        Add((int)policy.ForwardBase);
        Add(policy.PrintedDigits);
        Add([policy.FollowThroughCredit, policy.DiagnosedCredit, .. policy.LearningRates]);
        Add((int)policy.Feedback);
        Add((int)policy.Kinks);
        Add(policy.Weights.Count);
        foreach (var (name, weight) in policy.Weights.OrderBy(w => w.Key, StringComparer.Ordinal))
        {
            Add(name);
            Add([weight]);
        }
    }

    private void Add(Tensor tensor)
    {
        Add(tensor.Shape.Rank);
        foreach (var dimension in tensor.Shape.Dimensions)
        {
            Add(dimension);
        }

        Add(tensor.Data);
    }

    private void Add(double[] numbers)
    {
        Add(numbers.Length);
        var room = Room(numbers.Length * sizeof(double));
        for (var i = 0; i < numbers.Length; i++)
        {
            // −0 and 0 are one number.
            BinaryPrimitives.WriteDoubleLittleEndian(room[(i * sizeof(double))..], numbers[i] == 0 ? 0 : numbers[i]);
        }
    }

    private void Add(string text)
    {
        var length = Encoding.UTF8.GetByteCount(text);
        Add(length);
        Encoding.UTF8.GetBytes(text, Room(length));
    }

    private void Add(int number) => BinaryPrimitives.WriteInt32LittleEndian(Room(sizeof(int)), number);

    private Span<byte> Room(int length)
    {
        var room = _buffer.GetSpan(length)[..length];
        _buffer.Advance(length);
        return room;
    }
}
