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
        var quotas = services.GetRequiredService<Quotas>();
        var endpoint = new ComputeEndpoint<TRequest>(new RequestReader<TRequest>(services.GetRequiredService<JsonSerializerOptions>(), validator, quotas.Limits), prepare, quotas);
        return routes.MapPost(pattern, (Delegate)endpoint.HandleAsync).Accepts<TRequest>("application/json");
    }

    private sealed class ComputeEndpoint<TRequest>(RequestReader<TRequest> reader, Func<TRequest, Intake, Plan> prepare, Quotas quotas)
        where TRequest : class
    {
        private readonly Func<TRequest, Intake, Plan> _prepare = (request, intake) =>
        {
            var plan = prepare(request, intake);
            PlanLimits.Check(plan, request, intake, quotas.Memory);
            return plan;
        };

        public async Task HandleAsync(HttpContext context)
        {
            if (RequestBody.CheckHeaders(context.Request, quotas.Limits) is { } refused)
            {
                await ProblemResult.WriteAsync(context, refused);
                return;
            }

            using var turn = new Turn(context, quotas);
            try
            {
                // Nobody holds a place for computing while their answer is sent.
                await (await ComputeAsync(context, turn)).ExecuteAsync(context);
            }
            catch (OperationCanceledException) when (turn.IsGivenUp)
            {
                // The client has not taken its answer, and its connection is closed.
            }
            catch (OperationCanceledException) when (turn.IsUp && !context.Response.HasStarted)
            {
                await ProblemResult.WriteAsync(context, turn.IsComputing ? Problem.TimeLimit(quotas.Limits) : Problem.BodyTooSlow(quotas.Limits));
            }
        }

        private async Task<IResult> ComputeAsync(HttpContext context, Turn turn)
        {
            var (body, problem) = await RequestBody.ReadAsync(context.Request, turn, quotas.Limits);
            if (problem is not null)
            {
                return new ProblemResult(problem);
            }

            Plan? plan;
            using (body)
            {
                turn.StartComputing();
                if (!turn.TryTake(MemoryBudget.BytesOfReading(body.Length)))
                {
                    return new ProblemResult(Problem.OutOfMemory(quotas.Gate.TryAgainAfter));
                }

                if (!await turn.TryEnterAsync(ComputationGate.WorkOfReading(body.Length), quotas.Gate.IsHeavyBody(body.Length)))
                {
                    return new ProblemResult(Problem.Overloaded(quotas.Gate.TryAgainAfter));
                }

                (plan, problem) = reader.Read(body.Bytes, _prepare);
            }

            turn.GiveBack(body.Length);
            if (plan is null || problem is not null)
            {
                return new ProblemResult(problem!);
            }

            if (context.Features.Get<RequestMeasure>() is { } measure)
            {
                measure.Nodes = plan.Nodes;
                measure.Work = plan.Work;
            }

            if (ClientWork.Charge(context, plan.Work) is { } overdrawn)
            {
                return new ProblemResult(overdrawn);
            }

            if (!turn.TryTake(plan.Bytes))
            {
                return new ProblemResult(Problem.OutOfMemory(quotas.Gate.TryAgainAfter));
            }

            if (!await turn.TryEnterAsync(plan.Work, quotas.Gate.IsHeavyWork(plan.Work)))
            {
                return new ProblemResult(Problem.Overloaded(quotas.Gate.TryAgainAfter));
            }

            var answer = plan.Run(turn.Token);
            if (answer is not IRunningResult)
            {
                turn.EndComputing();
            }

            return answer;
        }
    }
}
