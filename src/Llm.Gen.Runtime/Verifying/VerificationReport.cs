using System.Text.Json.Nodes;

namespace Llm.Gen.Runtime;

/// <summary>How a model compares with what a reference computed.</summary>
public sealed record VerificationReport
{
    /// <summary>Whether everything is equal within the tolerance.</summary>
    public bool IsEqual => Differences.Count == 0;

    /// <summary>a equals b when |a - b| is at most this times max(1, |b|).</summary>
    public required double Tolerance { get; init; }

    /// <summary>The loss, where the reference has one.</summary>
    public Compared? Loss { get; init; }

    /// <summary>The largest absolute difference in each tensor of the reference.</summary>
    public required IReadOnlyDictionary<string, double> MaxDifference { get; init; }

    /// <summary>The norm of the loss's gradient for each stored tensor.</summary>
    public required IReadOnlyDictionary<string, Compared> GradientNorms { get; init; }

    /// <summary>What is not equal, one sentence each.</summary>
    public required IReadOnlyList<string> Differences { get; init; }

    /// <summary>The object that <c>llm verify --json</c> prints.</summary>
    public JsonObject ToJson()
    {
        var json = new JsonObject { ["ok"] = IsEqual, ["tolerance"] = Tolerance };
        if (Loss is { } loss)
            json["loss"] = Pair(loss);
        json["max_difference"] = new JsonObject(MaxDifference.Select(item => KeyValuePair.Create(item.Key, (JsonNode?)item.Value)));
        json["grad_norms"] = new JsonObject(GradientNorms.Select(item => KeyValuePair.Create(item.Key, (JsonNode?)Pair(item.Value))));
        json["differences"] = new JsonArray([.. Differences.Select(difference => (JsonNode?)difference)]);
        return json;
    }

    private static JsonArray Pair(Compared value) => [value.Got, value.Expected];
}
