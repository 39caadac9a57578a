using Backprop.Domain.Operators;
using Backprop.Domain.Tests.Support;
using Backprop.Domain.Training;
using static Backprop.Domain.Tests.Training.Runs;

namespace Backprop.Domain.Tests.Training;

public sealed class DataSetTests
{
    [Fact]
    public void Xor_points_areTheFourCorners()
    {
        var data = Data("xor");

        Assert.Equal([0, 0, 0, 1, 1, 0, 1, 1], data["x"].Data);
        Assert.Equal([0, 1, 1, 0], data["y"].Data);
        Assert.Equal("[4, 1]", data["y"].Shape.ToString());
    }

    [Fact]
    public void Classes_asIndices_canBeWritten()
    {
        Assert.Equal("[4]", Data("xor", ("targets", new AttributeValue.Text("classes")))["y"].Shape.ToString());
    }

    [Fact]
    public void Noise_ofASeed_isTheSameForTheSameSeedAndAnotherForAnother()
    {
        Assert.Equal(Data("moons")["x"].Data, Data("moons")["x"].Data);
        Assert.NotEqual(Data("moons")["x"].Data, Data("moons", ("seed", new AttributeValue.Number(2)))["x"].Data);
    }

    [Theory]
    [InlineData("circles", 1.0, 0.5)]
    [InlineData("moons", 1.0, 1.0)]
    public void Points_withoutNoise_lieOnTheirCircles(string name, double radius0, double radius1)
    {
        var data = Data(name, ("noise", new AttributeValue.Number(0)), ("size", new AttributeValue.Number(30)));

        for (var i = 0; i < 30; i++)
        {
            var (x, y) = (data["x"].Data[2 * i], data["x"].Data[(2 * i) + 1]);
            var second = i % 2 == 1;
            var (cx, cy) = second && name == "moons" ? (1, 0.5) : (0, 0.0);
            Assert.Equal(second ? radius1 : radius0, Math.Sqrt(((x - cx) * (x - cx)) + ((y - cy) * (y - cy))), 5);
            Assert.Equal(second ? 1 : 0, data["y"].Data[i]);
        }
    }

    [Fact]
    public void LineAndSine_withoutNoise_areTheirFunctions()
    {
        var noise = ("noise", (AttributeValue)new AttributeValue.Number(0));
        var (line, sine) = (Data("line", noise), Data("sine", noise));

        Numbers.AssertNear([.. line["x"].Data.Select(x => (2 * x) + 1)], line["y"].Data, 1e-5);
        Numbers.AssertNear([.. sine["x"].Data.Select(Math.Sin)], sine["y"].Data, 1e-5);
        Assert.Equal((-1, 1), (line["x"].Data[0], line["x"].Data[^1]));
    }

    [Fact]
    public void Points_onEveryMachine_areTheSame()
    {
        using var document = Read("datasets");
        foreach (var set in document.RootElement.EnumerateObject())
        {
            var data = Data(set.Name, ("size", new AttributeValue.Number(6)), ("noise", new AttributeValue.Number(0.2)), ("seed", new AttributeValue.Number(11)));

            Assert.Equal(set.Value.GetProperty("x").EnumerateArray().Select(e => e.GetDouble()), data["x"].Data);
            Assert.Equal(set.Value.GetProperty("y").EnumerateArray().Select(e => e.GetDouble()), data["y"].Data);
        }

        Assert.Equal(DataSets.All.Select(d => d.Name), document.RootElement.EnumerateObject().Select(s => s.Name));
    }
}
