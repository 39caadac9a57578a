using System.Net.Http.Headers;
using System.Text.Json;
using Backprop.Api.Tests.Support;

namespace Backprop.Api.Tests.Features;

public sealed class TrainingRunsTests
{
    private const string Network = """{ "layers": [ { "type": "dense", "units": 4, "activation": "tanh" }, { "type": "dense", "units": 1, "activation": "sigmoid" } ], "loss": "binaryCrossEntropy" }""";
    private const string Xor = $$""" "network": {{Network}}, "dataset": { "name": "xor" }, "optimizer": { "type": "adam", "learningRate": 0.1 } """;

    [Fact]
    public async Task TrainingRuns_xor_isLearntToALossBelowOneHundredth()
    {
        var answer = await Service.Default.Post("/v1/training-runs", $$"""{ {{Xor}}, "epochs": 500 }""");

        Assert.True(answer.Json.GetProperty("loss").GetDouble() < 0.01);
        var last = answer.Json.GetProperty("history").EnumerateArray().Last();
        Assert.Equal((500, 1.0), (last.GetProperty("epoch").GetInt32(), last.GetProperty("accuracy").GetDouble()));
        Assert.Equal(answer.Json.GetProperty("loss").GetDouble(), last.GetProperty("loss").GetDouble());
    }

    [Fact]
    public async Task TrainingRuns_oneStep_isMazursTable()
    {
        var answer = await Service.Default.Post("/v1/training-runs", """
            { "network": { "layers": [ { "type": "dense", "units": 2, "weights": [[0.15, 0.2], [0.25, 0.3]], "biases": [0.35, 0.35], "activation": "sigmoid" },
                                       { "type": "dense", "units": 2, "weights": [[0.4, 0.45], [0.5, 0.55]], "biases": [0.6, 0.6], "activation": "sigmoid" } ], "loss": "halfSquaredError" },
              "inputs": { "x": [[0.05, 0.1]], "y": [[0.01, 0.99]] }, "optimizer": { "type": "sgd", "learningRate": 0.5 }, "epochs": 1 }
            """);

        var layers = answer.Json.GetProperty("network").GetProperty("layers");
        Assert.Equal(0.1497807161327628, layers[0].GetProperty("weights")[0][0].GetDouble(), 1e-15);
        Assert.Equal(0.5613701211079891, layers[1].GetProperty("weights")[1][1].GetDouble(), 1e-15);
        Assert.Equal(0.3450228726473914, layers[0].GetProperty("biases")[1].GetDouble(), 1e-15);
        Assert.Equal(0.298371109, answer.Json.GetProperty("history")[0].GetProperty("loss").GetDouble(), 9);
    }

    [Fact]
    public async Task TrainingRuns_trainedNetwork_canBeSentAgain()
    {
        var first = await Service.Default.Post("/v1/training-runs", $$"""{ {{Xor}}, "epochs": 20 }""");

        var again = await Service.Default.Post("/v1/evaluations", $$"""{ "network": {{first.Json.GetProperty("network").GetRawText()}}, "inputs": { "x": [[0, 0], [0, 1], [1, 0], [1, 1]], "y": [[0], [1], [1], [0]] } }""");

        Assert.Equal(first.Json.GetProperty("loss").GetRawText(), again.Json.GetProperty("value").GetRawText());
    }

    [Fact]
    public async Task TrainingRuns_lossThatStopsBeingFinite_endsWithTheHistorySoFarAndAWarning()
    {
        var answer = await Service.Default.Post("/v1/training-runs", """
            { "network": { "layers": [ { "type": "dense", "units": 1 } ], "loss": "meanSquaredError" }, "inputs": { "x": [[100]], "y": [[1]] },
              "optimizer": { "type": "sgd", "learningRate": 10 }, "epochs": 1000, "recordEvery": 1 }
            """);

        Assert.Equal(200, answer.Status);
        var warning = answer.Json.GetProperty("warnings")[0];
        Assert.Equal("non-finite-loss", warning.GetProperty("code").GetString());
        Assert.Contains($"after epoch {answer.Json.GetProperty("history").GetArrayLength() - 1}", warning.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task TrainingRuns_weightsThatStopBeingFiniteBehindAFiniteLoss_endTheRunWithAWarning()
    {
        // A step beyond the range of numbers, to weights whose relu is 0.
        var answer = await Service.Default.Post("/v1/training-runs", """
            { "network": { "layers": [ { "type": "dense", "units": 1, "weights": [[1]], "biases": [0], "activation": "relu" } ], "loss": "meanSquaredError" },
              "inputs": { "x": [[1]], "y": [[-10]] }, "optimizer": { "type": "sgd", "learningRate": 1e308 }, "epochs": 3, "recordEvery": 1 }
            """);

        Assert.Equal(121, answer.Json.GetProperty("loss").GetDouble());
        Assert.Equal("[[1]]", answer.Json.GetProperty("network").GetProperty("layers")[0].GetProperty("weights").GetRawText());
        var warning = answer.Json.GetProperty("warnings").EnumerateArray().Single();
        Assert.Equal(("non-finite-weights", "W1"), (warning.GetProperty("code").GetString(), warning.GetProperty("node").GetString()));
        Assert.StartsWith("W1 was found not to be finite after epoch 1, though the loss was 100. The network is the one after epoch 0.", warning.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task TrainingRuns_sameRequest_givesTheSameBytes()
    {
        const string Body = $$"""{ {{Xor}}, "epochs": 7, "batchSize": 3, "shuffle": true, "seed": 5 }""";

        Assert.Equal((await Service.Default.Post("/v1/training-runs", Body)).Text, (await Service.Default.Post("/v1/training-runs", Body)).Text);
    }

    [Theory]
    [InlineData("{}", 400, "missing-member #/network; missing-member #/optimizer; missing-member #/epochs")]
    [InlineData("""{ "network": { "layers": [ { "type": "dense", "units": 1 } ], "loss": "meanSquaredError" }, "optimizer": "sgd", "epochs": 1 }""", 422, "exactly-one-data-source #/inputs")]
    [InlineData("""{ "network": { "layers": [ { "type": "dense", "units": 1 } ] }, "dataset": { "name": "line" }, "optimizer": "sgd", "epochs": 1 }""", 422, "missing-loss #/network/loss")]
    [InlineData("""{ "network": { "layers": [ { "type": "dense", "units": 1, "activation": { "type": 5 } } ], "loss": { "delta": 1 } }, "dataset": { "name": "line" }, "optimizer": {}, "epochs": 1 }""", 400, "wrong-type #/network/layers/0/activation/type; missing-member #/network/loss/type; missing-member #/optimizer/type")]
    [InlineData("""{ "network": { "layers": [ { "type": "dense", "units": 1 } ], "loss": "meanSquaredError" }, "dataset": { "name": "lime", "size": 0 }, "optimizer": "sgd", "epochs": 1 }""", 422, "unknown-dataset #/dataset/name")]
    [InlineData("""{ "network": { "layers": [ { "type": "dense", "units": 1 } ], "loss": "meanSquaredError" }, "dataset": { "name": "line", "size": 0, "targets": "classes" }, "optimizer": "sgd", "epochs": 1 }""", 422, "invalid-attribute #/dataset/size; unknown-attribute #/dataset/targets")]
    [InlineData("""{ "network": { "layers": [ { "type": "dense", "units": 1 } ], "loss": "meanSquaredError" }, "dataset": { "name": "line" }, "optimizer": { "type": "sdg", "learningRate": 1 }, "epochs": 0, "clipNorm": -1 }""", 422, "out-of-range #/epochs; out-of-range #/clipNorm; unknown-optimizer #/optimizer/type")]
    [InlineData("""{ "network": { "layers": [ { "type": "dense", "units": 1 } ], "loss": "meanSquaredError" }, "dataset": { "name": "line" }, "optimizer": "adm", "learningRateDecay": "stepp", "epochs": 1 }""", 422, "unknown-optimizer #/optimizer; unknown-learning-rate-decay #/learningRateDecay")]
    [InlineData("""{ "network": { "layers": [ { "type": "dense", "units": 2 } ], "loss": "meanSquaredError" }, "dataset": { "name": "line" }, "optimizer": "sgd", "epochs": 1 }""", 422, "shape-mismatch #/dataset")]
    [InlineData("""{ "network": { "layers": [ { "type": "dense", "units": 1, "activation": "rilu" } ], "loss": "meanSquaredError" }, "inputs": { "x": [[1], [2]], "y": [[1]] }, "optimizer": "sgd", "epochs": 0, "batchSize": 0, "recordEvery": 0, "clipNorm": 1e999 }""", 422, "out-of-range #/epochs; out-of-range #/batchSize; out-of-range #/recordEvery; out-of-range #/clipNorm; shape-mismatch #/inputs/y; unknown-activation #/network/layers/0/activation")]
    [InlineData("""{ "network": { "layers": [ { "type": "dense", "units": 1 } ], "loss": "meanSquaredError" }, "inputs": { "x": 1, "y": 1 }, "dataset": { "name": "line" }, "optimizer": "sgd", "epochs": 20000, "recordEvery": 1 }""", 422, "exactly-one-data-source #/dataset; out-of-range #/recordEvery")]
    [InlineData("""{ "network": { "layers": [ { "type": "dense", "units": 1 } ], "loss": "meanSquaredError" }, "dataset": { "name": "line" }, "optimizer": { "type": "sgd", "momentum": 1 }, "epochs": 2000000000 }""", 422, "unknown-attribute #/optimizer/momentum")]
    [InlineData("""{ "network": { "layers": [ { "type": "dense", "units": 1 } ], "loss": "meanSquaredError" }, "dataset": { "name": "line" }, "optimizer": "sgd", "epochs": 2000000000 }""", 422, "too-much-work #/epochs")]
    [InlineData("""{ "network": { "layers": [ { "type": "dense", "units": 2 } ], "loss": "softmaxCrossEntropy" }, "inputs": { "x": [[1], [2]], "y": [0, 2] }, "optimizer": "sgd", "epochs": 1, "batchSize": 1 }""", 422, "index-out-of-range #/inputs/y/1")]
    public async Task TrainingRuns_wrongRequest_saysWhatIsWrongAndWhere(string body, int status, string issues)
    {
        var answer = await Service.Default.Post("/v1/training-runs", body);

        Assert.Equal(issues, string.Join("; ", answer.Issues.Select(i => $"{i.Code} {i.Pointer}")));
        Assert.Equal(status, answer.Status);
    }

    [Fact]
    public async Task TrainingRuns_asEventStream_reachesARealClientEventByEvent()
    {
        await using var service = Service.Listening();
        using var client = service.CreateClient();

        using var response = await client.SendAsync(Streamed($$"""{ {{Xor}}, "epochs": 30, "recordEvery": 10 }"""), HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);

        Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.MediaType);
        var events = await Read(response).ToListAsync(TestContext.Current.CancellationToken);
        Assert.Equal(["progress", "progress", "progress", "progress", "result"], events.Select(e => e.Name));
        Assert.Equal([0, 10, 20, 30], events.Take(4).Select(e => e.Data.GetProperty("epoch").GetInt32()));
        var whole = await Service.Default.Post("/v1/training-runs", $$"""{ {{Xor}}, "epochs": 30, "recordEvery": 10 }""");
        Assert.Equal(whole.Text, events[^1].Data.GetRawText());
    }

    [Fact]
    public async Task TrainingRuns_whoseClientLeaves_stop()
    {
        // One place for heavy computations and none to wait in: the next one is answered only if the first has stopped.
        await using var service = Service.Listening(("Computations:AtOnce", "1"), ("Computations:Waiting", "0"), ("Limits:Work", "9000000000000000000"), ("Limits:Seconds", "3600"));
        using var client = service.CreateClient();
        using (var response = await client.SendAsync(Streamed($$"""{ {{Xor}}, "epochs": 1000000000, "recordEvery": 1000000 }"""), HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken))
        {
            Assert.Equal("progress", (await Read(response).FirstAsync(TestContext.Current.CancellationToken)).Name);
            Assert.Equal(503, (await Heavy(client)).StatusCode);
        }

        var status = 503;
        for (var attempt = 0; status == 503 && attempt < 200; attempt++)
        {
            await Task.Delay(50, TestContext.Current.CancellationToken);
            status = (await Heavy(client)).StatusCode;
        }

        Assert.Equal(200, status);
    }

    [Fact]
    public async Task TrainingRuns_overTheTimeLimit_endTheirStreamWithTheProblem()
    {
        await using var service = Service.Listening(("Limits:Work", "9000000000000000000"), ("Limits:Seconds", "0.3"));
        using var client = service.CreateClient();

        using var response = await client.SendAsync(Streamed($$"""{ {{Xor}}, "epochs": 1000000000, "recordEvery": 1000000 }"""), HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);

        var last = await Read(response).LastAsync(TestContext.Current.CancellationToken);
        Assert.Equal("error", last.Name);
        Assert.Equal("time-limit", last.Data.GetProperty("code").GetString());
    }

    [Fact]
    public async Task Datasets_all_areListedAndRead()
    {
        var list = await Service.Default.Get("/v1/datasets");
        var set = await Service.Default.Get("/v1/datasets/moons?size=4&noise=0&seed=3&targets=classes");

        Assert.Equal(["xor", "circles", "moons", "spiral", "gaussians", "line", "sine"], list.Json.GetProperty("datasets").EnumerateArray().Select(d => d.GetProperty("name").GetString()));
        Assert.Equal("[[1,0],[0,0.5],[-1,0],[2,0.5]]", set.Json.GetProperty("x").GetRawText());
        Assert.Equal("[0,1,0,1]", set.Json.GetProperty("y").GetRawText());
        Assert.Equal("classification", set.Json.GetProperty("task").GetString());
    }

    [Theory]
    [InlineData("/v1/datasets/moon", 404, "")]
    [InlineData("/v1/datasets/moons?size=many&noise=-1&sed=1", 400, "unknown-parameter #/query/sed; invalid-attribute #/query/size; invalid-attribute #/query/noise")]
    [InlineData("/v1/datasets/moons?size=1000000000", 400, "invalid-attribute #/query/size")]
    public async Task Datasets_wrongRequest_saysWhatIsWrong(string path, int status, string issues)
    {
        var answer = await Service.Default.Get(path);

        Assert.Equal(status, answer.Status);
        Assert.Equal(issues, string.Join("; ", answer.Issues.Select(i => $"{i.Code} {i.Pointer}")));
    }

    private static async Task<(int StatusCode, string Body)> Heavy(HttpClient client)
    {
        using var content = new StringContent($$"""{ {{Xor}}, "epochs": 2000 }""", Encoding.UTF8, "application/json");
        using var response = await client.PostAsync(new Uri("/v1/training-runs", UriKind.Relative), content, TestContext.Current.CancellationToken);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task TrainingRuns_withTheNetworkInProgress_sendTheNetworkThatHasEachLoss()
    {
        using var client = Service.Default.CreateClient();
        using var response = await client.SendAsync(Streamed($$"""{ {{Xor}}, "epochs": 30, "recordEvery": 10, "progress": { "network": true } }"""), HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        var progress = await Read(response).Where(e => e.Name == "progress").ToListAsync(TestContext.Current.CancellationToken);

        Assert.Equal(4, progress.Count);
        foreach (var (_, data) in progress)
        {
            var again = await Service.Default.Post("/v1/evaluations", $$"""{ "network": {{data.GetProperty("network").GetRawText()}}, "inputs": { "x": [[0, 0], [0, 1], [1, 0], [1, 1]], "y": [[0], [1], [1], [0]] } }""");
            Assert.Equal(data.GetProperty("loss").GetRawText(), again.Json.GetProperty("value").GetRawText());
        }
    }

    private static HttpRequestMessage Streamed(string body) => new(HttpMethod.Post, "/v1/training-runs")
    {
        Content = new StringContent(body, Encoding.UTF8, "application/json"),
        Headers = { Accept = { new MediaTypeWithQualityHeaderValue("text/event-stream") } },
    };

    private static async IAsyncEnumerable<(string Name, JsonElement Data)> Read(HttpResponseMessage response)
    {
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));
        while (await reader.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            var data = await reader.ReadLineAsync(TestContext.Current.CancellationToken);
            Assert.StartsWith("event: ", line, StringComparison.Ordinal);
            Assert.StartsWith("data: ", data, StringComparison.Ordinal);
            Assert.Equal("", await reader.ReadLineAsync(TestContext.Current.CancellationToken));
            yield return (line["event: ".Length..], JsonElement.Parse(data!["data: ".Length..]));
        }
    }
}
