using Backprop.Api;
using Backprop.Api.Hosting;
using Backprop.Api.OpenApi;

if (args is ["--health-check", var url])
{
    return await HealthCheck.RunAsync(url);
}

// Settings are read once: no file is watched, for watches are scarce where many containers share a machine.
var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { Args = ["--hostBuilder:reloadConfigOnChange=false", .. args], ContentRootPath = AppContext.BaseDirectory });
builder.AddBackprop();
var printsOpenApi = args is ["--openapi"];
if (printsOpenApi)
{
    builder.Logging.ClearProviders();
}

var app = builder.Build();
app.UseBackprop();
app.MapBackprop();
if (printsOpenApi)
{
    await OpenApiSetup.PrintAsync(app);
    return 0;
}

await app.RunAsync();
return 0;

/// <summary>The program, named for the tests that start it.</summary>
public partial class Program;
