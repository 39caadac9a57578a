using Backprop.Api.Capacity;
using Backprop.Api.Errors;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging.Abstractions;

namespace Backprop.Api.Tests.Errors;

public sealed class ProblemMiddlewareTests
{
    [Theory]
    [InlineData(false, 499)]
    [InlineData(true, 200)]
    public async Task Client_thatHasLeft_isNoFailureWhetherTheAnswerHasBegunOrNot(bool hasStarted, int status)
    {
        var response = new Response(hasStarted);
        var context = new DefaultHttpContext { RequestAborted = new CancellationToken(canceled: true) };
        context.Features.Set<IHttpResponseFeature>(response);

        foreach (var exception in new Exception[] { new OperationCanceledException(), new IOException() })
        {
            await new ProblemMiddleware(_ => throw exception, new ComputationGate(new GateOptions()), NullLogger<ProblemMiddleware>.Instance).InvokeAsync(context);
        }

        Assert.Equal(status, response.StatusCode);
    }

    private sealed class Response(bool hasStarted) : HttpResponseFeature
    {
        public override bool HasStarted => hasStarted;
    }
}
