using Backprop.Api.Json;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.Swagger;
using Swashbuckle.AspNetCore.SwaggerGen;
using Swashbuckle.AspNetCore.SwaggerUI;

namespace Backprop.Api.OpenApi;

/// <summary>The OpenAPI document and the page that shows it.</summary>
internal static class OpenApiSetup
{
    /// <summary>The document's name.</summary>
    private const string Document = "v1";

    private const string Address = $"/swagger/{Document}/swagger.json";

    private const string Description = """
        Backprop computes, explains, checks and grades backpropagation. Post a computation with its inputs, as an `expression`, a `graph` or a `network`,
        and get every node's value and gradient, what each edge contributed, the derivation, the picture, a numeric check, or a mark for a student's answer.

        - A **tensor** is a number or a rectangular nested array of numbers. Inputs are finite; what is computed and not finite is `null`, and `warnings` says why.
        - Nothing is guessed: unknown, duplicate and missing members and unknown parameters of the query are refused, and all mistakes of a request are reported at once, each with a JSON Pointer.
        - The same request gives the same bytes.
        - Errors are `application/problem+json` (RFC 9457); the page `/errors` explains every code.
        """;

    // An operation unfolds to a screen: errors are the same everywhere and explained at /errors, so that each is a line; long texts scroll.
    private const string Styles = """
        .swagger-ui .responses-table:not(.live-responses-table) .response:not([data-code="200"]) .response-col_description > :not(.response-col_description__inner),
        .swagger-ui .response-col_links { display: none }
        .swagger-ui .response-col_status, .swagger-ui .response-col_description { padding-top: 4px }
        .swagger-ui .response-col_description__inner p { margin: 0 }
        .swagger-ui .responses-table .highlight-code pre { max-height: 16em }
        .swagger-ui .body-param__text { height: 16em; min-height: 0 }
        .swagger-ui .opblock-description-wrapper { padding-block: 4px }
        """;

    /// <summary>Adds the document's generator.</summary>
    public static void AddOpenApi(this IServiceCollection services)
    {
        services.AddEndpointsApiExplorer();
        services.AddSingleton<ExampleRuns>();
        services.AddTransient<ISerializerDataContractResolver>(provider =>
            new WireContracts(new JsonSerializerDataContractResolver(provider.GetRequiredService<JsonSerializerOptions>()), provider.GetRequiredService<ResultJson>()));
        services.AddSwaggerGen(options =>
        {
            options.SwaggerDoc(Document, new OpenApiInfo
            {
                Title = "Backprop",
                Version = "1.0.0",
                Description = Description,
                Contact = new OpenApiContact { Name = "Whoever runs this service" },
                License = new OpenApiLicense { Name = "MIT", Identifier = "MIT" },
            });
            options.AddServer(new OpenApiServer { Url = "/", Description = "This service." });
            options.SupportNonNullableReferenceTypes();
            options.CustomSchemaIds(SchemaId);
            options.IncludeXmlComments(Path.Combine(AppContext.BaseDirectory, "Backprop.Api.xml"));
            options.IncludeXmlComments(Path.Combine(AppContext.BaseDirectory, "Backprop.Domain.xml"));
            options.SchemaFilter<WireSchemas>();
            options.OperationFilter<OperationTexts>();
            options.DocumentFilter<DocumentTexts>();
            options.DocumentAsyncFilter<ResponseExamples>();
        });
    }

    /// <summary>Serves the document. It is made once, when it is first asked for: making it takes a tenth of a second of a processor.</summary>
    public static void MapOpenApi(this WebApplication app)
    {
        var made = new Lazy<Task<byte[]>>(() => MakeAsync(app.Services));
        app.MapGet(Address, async () => TypedResults.Bytes(await made.Value, "application/json; charset=utf-8")).ExcludeFromDescription();
    }

    /// <summary>Serves the page.</summary>
    public static void UseOpenApiPage(this WebApplication app)
    {
        app.UseSwaggerUI(options =>
        {
            options.SwaggerEndpoint(Address, "Backprop v1");
            options.DocumentTitle = "Backprop: every operation";
            options.DefaultModelsExpandDepth(0);
            options.DocExpansion(DocExpansion.List);
            options.DisplayRequestDuration();
            options.EnableDeepLinking();
            options.EnableTryItOutByDefault();
            options.HeadContent = $"<style>{Styles}</style>";
        });
    }

    /// <summary>Prints the document as the service serves it: <c>--openapi</c>. The endpoints are known once the service has started, so it does for a moment.</summary>
    public static async Task PrintAsync(WebApplication app)
    {
        app.Urls.Clear();
        app.Urls.Add("http://127.0.0.1:0");
        await app.StartAsync();
        using (var client = new HttpClient())
        {
            Console.Out.Write(await client.GetStringAsync(new Uri(app.Urls.First() + Address)));
            Console.Out.Write('\n');
        }

        await app.StopAsync();
    }

    private static async Task<byte[]> MakeAsync(IServiceProvider services)
    {
        await using var scope = services.CreateAsyncScope();
        var document = await scope.ServiceProvider.GetRequiredService<IAsyncSwaggerProvider>().GetSwaggerAsync(Document);
        using var text = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
        document.SerializeAsV31(new OpenApiJsonWriter(text));
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    /// <summary>A type's name in the document.</summary>
    public static string SchemaId(Type type) => type.Name switch
    {
        nameof(WireTensor) => "Tensor",
        nameof(ProblemIssue) => "Issue",
        var name => name.Replace("Contract", "", StringComparison.Ordinal),
    };
}
