using Backprop.Api.Hosting;

if (args is ["--health-check", var url])
{
    return await HealthCheck.RunAsync(url);
}

var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
builder.AddBackprop();

var app = builder.Build();
app.UseBackprop();
app.MapBackprop();
await app.RunAsync();
return 0;

/// <summary>The program, named for the tests that start it.</summary>
public partial class Program;
