using System.Text.Json.Serialization.Metadata;
using Backprop.Api.Capacity;
using Backprop.Api.Contracts;
using Backprop.Api.Errors;
using Backprop.Api.Json;
using Backprop.Api.Readers;
using Backprop.Api.Validation;
using FluentValidation;

namespace Backprop.Api.Endpoints;

// docs/decisions/0201-one-way-to-validate.md
/// <summary>
/// The one way from the bytes of a request to what is made of it: its shape (400), then the rules of its own members and what its reader reports of its
/// computation (422, all at once).
/// </summary>
/// <param name="json">How requests are read.</param>
/// <param name="validator">The rules of the request's own members.</param>
/// <param name="limits">The limits in force.</param>
internal sealed class RequestReader<TRequest>(JsonSerializerOptions json, IValidator<TRequest> validator, ServiceLimits limits)
    where TRequest : class
{
    private readonly JsonTypeInfo<TRequest> _type = (JsonTypeInfo<TRequest>)json.GetTypeInfo(typeof(TRequest));
    private readonly JsonShape _shape = JsonShape.Of(json, typeof(TRequest));

    public (T? Result, Problem? Problem) Read<T>(ReadOnlySpan<byte> body, Func<TRequest, Intake, T?> read)
        where T : class
    {
        var (request, mistakes) = RequestBody.Parse(body, _type, _shape, limits.JsonDepth);
        if (request is null)
        {
            return (null, RequestBody.Refuse(mistakes));
        }

        if (request is ComputationRequest computation && ComputationReader.CheckForm(computation) is { } form)
        {
            return (null, RequestBody.Refuse([form]));
        }

        var intake = new Intake(limits);
        intake.Report(validator.FindIssues(request));
        var result = read(request, intake);
        return (result, intake.Issues.Count > 0 ? Problem.Of(intake.Issues) : null);
    }
}
