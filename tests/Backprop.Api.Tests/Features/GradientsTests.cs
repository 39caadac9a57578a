using Backprop.Api.Tests.Support;

namespace Backprop.Api.Tests.Features;

public sealed class GradientsTests
{
    [Fact]
    public async Task Gradients_circuit_isTheAnswerOfTheContract()
    {
        var answer = await Service.Default.Post("/v1/gradients", """{ "expression": "q = x + y; f = q * z", "inputs": { "x": -2, "y": 5, "z": -4 } }""");
        Assert.Equal(
            """
            {"output":"f","value":-12,"nodes":[
            {"id":"x","op":"input","label":"x","shape":[],"value":-2,"gradient":-4},
            {"id":"y","op":"input","label":"y","shape":[],"value":5,"gradient":-4},
            {"id":"q","op":"add","label":"x + y","inputs":["x","y"],"shape":[],"value":3,"gradient":-4,"partials":[{"input":"x","position":0,"local":1,"contribution":-4},{"input":"y","position":1,"local":1,"contribution":-4}]},
            {"id":"z","op":"input","label":"z","shape":[],"value":-4,"gradient":3},
            {"id":"f","op":"mul","label":"q * z","inputs":["q","z"],"shape":[],"value":-12,"gradient":1,"partials":[{"input":"q","position":0,"local":-4,"contribution":-4},{"input":"z","position":1,"local":3,"contribution":3}]}],"warnings":[]}
            """.ReplaceLineEndings(""),
            answer.Text);
        Assert.Equal("application/json", answer.Response.Content.Headers.ContentType?.ToString());
    }
}
