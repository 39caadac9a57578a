namespace Backprop.Api.Hosting;

/// <summary>The program asking another instance of itself how it is: <c>--health-check URL</c>, for containers without curl.</summary>
internal static class HealthCheck
{
    /// <summary>The exit code: 0 where the address answers with success, else 1.</summary>
    public static async Task<int> RunAsync(string url)
    {
        try
        {
            using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(3) };
            using var response = await client.GetAsync(new Uri(url));
            return response.IsSuccessStatusCode ? 0 : 1;
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException or UriFormatException)
        {
            await Console.Error.WriteLineAsync(exception.Message);
            return 1;
        }
    }
}
