using Backprop.Api.Capacity;
using Backprop.Api.Errors;
using Backprop.Api.Readers;
using FluentValidation;

namespace Backprop.Api.Endpoints;

// docs/decisions/0211-answers-are-sent-after-computing.md
/// <summary>How endpoints that compute are mapped: one way for all of them, from body to answer.</summary>
internal static class ComputeEndpoints
{
    /// <summary>
    /// Maps a POST endpoint. Its request is read strictly (400), its options are validated and <paramref name="prepare"/> reports what cannot
    /// be computed (422, all at once); then the plan runs within the limits on time and on heavy computations at once.
    /// </summary>
    public static RouteHandlerBuilder MapCompute<TRequest>(
        this IEndpointRouteBuilder routes, string pattern, Func<TRequest, Intake, Plan> prepare, IValidator<TRequest> validator)
        where TRequest : class
    {
        var services = routes.ServiceProvider;
        var limits = services.GetRequiredService<ServiceLimits>();
        var endpoint = new ComputeEndpoint<TRequest>(new RequestReader<TRequest>(services.GetRequiredService<JsonSerializerOptions>(), validator, limits), prepare, limits, services.GetRequiredService<ComputationGate>());
        return routes.MapPost(pattern, (Delegate)endpoint.HandleAsync).Accepts<TRequest>("application/json");
    }

    private sealed class ComputeEndpoint<TRequest>(
        RequestReader<TRequest> reader, Func<TRequest, Intake, Plan> prepare, ServiceLimits limits, ComputationGate gate)
        where TRequest : class
    {
        private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(int.MaxValue);

        public async Task HandleAsync(HttpContext context)
        {
            if (RequestBody.CheckHeaders(context.Request, limits) is { } refused)
            {
                await ProblemResult.WriteAsync(context, refused);
                return;
            }

            if (await RequestBody.ReadAsync(context.Request, limits, context.RequestAborted) is not { } body)
            {
                await ProblemResult.WriteAsync(context, RequestBody.TooLarge(limits));
                return;
            }

            IResult? result;
            var place = gate.IsHeavyBody(body.Length) ? await gate.EnterAsync(context.RequestAborted) : null;
            try
            {
                var (plan, problem) = Prepare(context, body, isRefused: place is { IsAcquired: false });
                if (plan is not null && place is null && gate.IsHeavyWork(plan.Work))
                {
                    place = await gate.EnterAsync(context.RequestAborted);
                }

                result = problem is not null ? new ProblemResult(problem)
                    : place is { IsAcquired: false } ? new ProblemResult(Problem.Overloaded())
                    : place is null ? plan!.Run(context.RequestAborted)
                    : await RunHeavyAsync(context, plan!);
            }
            finally
            {
                place?.Dispose();
            }

            // Nobody holds a place for computing while their answer is sent.
            await (result?.ExecuteAsync(context) ?? Task.CompletedTask);
        }

        private (Plan? Plan, Problem? Problem) Prepare(HttpContext context, RequestBody body, bool isRefused)
        {
            using (body)
            {
                if (isRefused)
                {
                    return (null, Problem.Overloaded());
                }

                var (plan, problem) = reader.Read(body.Bytes, prepare);
                if (plan is not null && context.Features.Get<RequestMeasure>() is { } measure)
                {
                    measure.Nodes = plan.Nodes;
                    measure.Work = plan.Work;
                }

                problem ??= ClientWork.Charge(context, plan!.Work);
                return (problem is null ? plan : null, problem);
            }
        }

        /// <summary>Computes within the limit on time. The clock stops with the computing: a slow reader gets the whole answer. Null where the answer has been sent already.</summary>
        private async Task<IResult?> RunHeavyAsync(HttpContext context, Plan plan)
        {
            using var clock = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
            clock.CancelAfter(TimeSpan.FromSeconds(Math.Min(limits.Seconds, Longest.TotalSeconds)));
            try
            {
                var answer = plan.Run(clock.Token);
                if (answer is IRunningResult)
                {
                    await answer.ExecuteAsync(context);
                    return null;
                }

                return answer;
            }
            catch (OperationCanceledException) when (clock.IsCancellationRequested && !context.RequestAborted.IsCancellationRequested && !context.Response.HasStarted)
            {
                return new ProblemResult(Problem.Of(Problems.TimeLimit, string.Create(CultureInfo.InvariantCulture, $"The limit is {limits.Seconds} seconds.")));
            }
        }
    }
}
