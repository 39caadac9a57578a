using System.Text.RegularExpressions;
using Backprop.Api.Tests.Support;

namespace Backprop.Api.Tests.Contracts;

/// <summary>Every request that the documentation shows is answered.</summary>
public sealed partial class DocumentedRequestTests
{
    public static TheoryData<string, string> Requests
    {
        get
        {
            var requests = new TheoryData<string, string>();
            foreach (var page in new[] { "networks", "training" })
            {
                using var stream = typeof(DocumentedRequestTests).Assembly.GetManifestResourceStream($"docs.{page}.md")!;
                using var reader = new StreamReader(stream);
                foreach (var block in JsonBlock().Matches(reader.ReadToEnd()).Select(match => match.Groups[1].Value))
                {
                    requests.Add(block.Contains("\"epochs\"", StringComparison.Ordinal) ? "/v1/training-runs" : block.Contains("\"target\"", StringComparison.Ordinal) ? "/v1/solutions" : "/v1/gradients", block);
                }
            }

            return requests;
        }
    }

    [Theory]
    [MemberData(nameof(Requests))]
    public async Task Documentation_request_isAnswered(string path, string body)
    {
        var answer = await Service.Default.Post(path, body);

        Assert.True(answer.Status == 200, answer.Text);
    }

    [Fact]
    public void Documentation_ofNetworksAndTraining_showsRequests() => Assert.Equal(3, Requests.Count);

    [GeneratedRegex("```json\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex JsonBlock();
}
