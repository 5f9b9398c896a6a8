using System.Collections.Concurrent;
using System.Net;
using System.Text.Json.Nodes;

namespace Llm.Gen.Training.Tests;

/// <summary>A server that answers as MLflow's REST API is documented to, and keeps what it was asked.</summary>
internal sealed class MlflowServer : IDisposable
{
    private readonly HttpListener _listener = new();
    private readonly Task _serving;

    public MlflowServer()
    {
        for (var port = 20_000 + Random.Shared.Next(20_000); ; port++)
        {
            try
            {
                _listener.Prefixes.Clear();
                _listener.Prefixes.Add($"http://127.0.0.1:{port}/");
                _listener.Start();
                Url = $"http://127.0.0.1:{port}";
                break;
            }
            catch (HttpListenerException) when (port < 60_000)
            {
                continue;                                   // taken
            }
        }
        _serving = Task.Run(ServeAsync);
    }

    public string Url { get; }

    public ConcurrentQueue<(string Call, JsonNode? Body)> Calls { get; } = [];

    /// <summary>How many calls of a name fail before others succeed.</summary>
    public ConcurrentDictionary<string, int> Failures { get; } = [];

    public IEnumerable<JsonNode> Of(string call) => Calls.Where(c => c.Call == call).Select(c => c.Body!);

    /// <summary>All metrics that were taken, as (key, step, value).</summary>
    public IReadOnlyList<(string Key, long Step, double Value)> Metrics =>
        [.. Of("runs/log-batch").SelectMany(body => body["metrics"]!.AsArray()).Select(m => ((string)m!["key"]!, (long)m["step"]!, (double)m["value"]!))];

    private async Task ServeAsync()
    {
        while (_listener.IsListening)
        {
            HttpListenerContext context;
            try
            {
                context = await _listener.GetContextAsync();
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
            {
                return;                                     // stopped
            }
            using var reader = new StreamReader(context.Request.InputStream);
            var text = await reader.ReadToEndAsync();
            var call = context.Request.Url!.AbsolutePath["/api/2.0/mlflow/".Length..];
            var (status, answer) = Answer(context.Request.HttpMethod, call, context.Request.QueryString["experiment_name"], text.Length > 0 ? JsonNode.Parse(text) : null);
            context.Response.StatusCode = status;
            await context.Response.OutputStream.WriteAsync(System.Text.Encoding.UTF8.GetBytes(answer));
            context.Response.Close();
        }
    }

    private (int Status, string Answer) Answer(string method, string call, string? experiment, JsonNode? body)
    {
        if (Failures.TryGetValue(call, out var left) && left > 0)
        {
            Failures[call] = left - 1;
            return (500, """{"error_code": "INTERNAL_ERROR", "message": "the disk is full"}""");
        }
        Calls.Enqueue((call, body));
        return (method, call, experiment) switch
        {
            ("GET", "experiments/get-by-name", "known") => (200, """{"experiment": {"experiment_id": "17"}}"""),
            ("GET", "experiments/get-by-name", _) => (404, """{"error_code": "RESOURCE_DOES_NOT_EXIST", "message": "none"}"""),
            ("POST", "experiments/create", _) => (200, """{"experiment_id": "18"}"""),
            ("POST", "runs/create", _) => (200, """{"run": {"info": {"run_id": "abc", "status": "RUNNING"}}}"""),
            ("POST", "runs/log-batch" or "runs/log-parameter" or "runs/update", _) => (200, "{}"),
            _ => (404, """{"error_code": "ENDPOINT_NOT_FOUND"}"""),
        };
    }

    public void Dispose()
    {
        _listener.Close();
        _serving.Wait();
    }
}
