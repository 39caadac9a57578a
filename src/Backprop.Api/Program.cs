using Backprop.Api.Hosting;

var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
builder.AddBackprop();

var app = builder.Build();
app.UseBackprop();
app.MapBackprop();
await app.RunAsync();

/// <summary>The program, named for the tests that start it.</summary>
public partial class Program;
