using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Llm.Gen.Training;

/// <summary>The calls of MLflow's REST API (version 2.0) that tracking a run takes. Whatever goes wrong is an <see cref="HttpRequestException"/> that says what was asked and answered.</summary>
internal sealed class MlflowClient : IDisposable
{
    private readonly HttpClient _http;

    internal MlflowClient(string url, TimeSpan timeout) =>
        _http = new HttpClient { BaseAddress = new Uri(url.TrimEnd('/') + "/api/2.0/mlflow/"), Timeout = timeout };

    /// <summary>The id of an experiment, which is created where there is none.</summary>
    internal async Task<string> FindExperimentAsync(string name, CancellationToken cancellation)
    {
        var found = await SendAsync(HttpMethod.Get, $"experiments/get-by-name?experiment_name={Uri.EscapeDataString(name)}", null, cancellation, allowsMissing: true).ConfigureAwait(false);
        if (found is not null)
            return Text(found, "experiment", "experiment_id");
        return Text(await PostAsync("experiments/create", new() { ["name"] = name }, cancellation).ConfigureAwait(false), "experiment_id");
    }

    /// <summary>Begins a run.</summary>
    /// <returns>Its id.</returns>
    internal async Task<string> CreateRunAsync(string experiment, string? name, CancellationToken cancellation)
    {
        var request = new JsonObject { ["experiment_id"] = experiment, ["start_time"] = Now() };
        if (name is not null)
            request["run_name"] = name;
        return Text(await PostAsync("runs/create", request, cancellation).ConfigureAwait(false), "run", "info", "run_id");
    }

    internal Task LogParameterAsync(string run, string key, string value, CancellationToken cancellation) =>
        PostAsync("runs/log-parameter", new() { ["run_id"] = run, ["key"] = key, ["value"] = value }, cancellation);

    internal Task LogBatchAsync(string run, IEnumerable<MlflowMetric> metrics, CancellationToken cancellation) =>
        PostAsync(
            "runs/log-batch",
            new()
            {
                ["run_id"] = run,
                ["metrics"] = new JsonArray([.. metrics.Select(m => new JsonObject { ["key"] = m.Key, ["value"] = m.Value, ["timestamp"] = m.Time, ["step"] = m.Step })]),
            },
            cancellation);

    internal Task UpdateAsync(string run, string status, CancellationToken cancellation, bool hasEnded = true)
    {
        var request = new JsonObject { ["run_id"] = run, ["status"] = status };
        if (hasEnded)
            request["end_time"] = Now();
        return PostAsync("runs/update", request, cancellation);
    }

    /// <summary>Milliseconds since 1970, as MLflow counts time.</summary>
    internal static long Now() => DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();

    private async Task<JsonNode> PostAsync(string call, JsonObject request, CancellationToken cancellation) =>
        (await SendAsync(HttpMethod.Post, call, request, cancellation).ConfigureAwait(false))!;

    private async Task<JsonNode?> SendAsync(HttpMethod method, string call, JsonObject? request, CancellationToken cancellation, bool allowsMissing = false)
    {
        using var message = new HttpRequestMessage(method, call) { Content = request is null ? null : JsonContent.Create(request) };
        using var answer = await _http.SendAsync(message, cancellation).ConfigureAwait(false);
        var text = await answer.Content.ReadAsStringAsync(cancellation).ConfigureAwait(false);
        if (allowsMissing && answer.StatusCode == HttpStatusCode.NotFound && text.Contains("RESOURCE_DOES_NOT_EXIST", StringComparison.Ordinal))
            return null;
        if (!answer.IsSuccessStatusCode)
            throw new HttpRequestException($"{call} was answered with {(int)answer.StatusCode}{Shortened(text)}");
        try
        {
            return JsonNode.Parse(text) as JsonObject ?? throw new HttpRequestException($"{call} was not answered with a JSON object{Shortened(text)}");
        }
        catch (JsonException problem)
        {
            throw new HttpRequestException($"{call} was not answered with JSON{Shortened(text)}", problem);
        }
    }

    private static string Text(JsonNode node, params string[] path) =>
        path.Aggregate((JsonNode?)node, (at, key) => (at as JsonObject)?[key]) is JsonValue value
            ? value.ToString()
            : throw new HttpRequestException($"the answer has no {string.Join('.', path)}{Shortened(node.ToJsonString())}");

    private static string Shortened(string text)
    {
        const int Most = 200;
        var line = string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c)).Trim();
        return line.Length == 0 ? "" : line.Length <= Most ? $": {line}" : $": {line[..Most]}..";
    }

    public void Dispose() => _http.Dispose();
}
