namespace Llm.Gen.Training;

/// <summary>Where a run is told to an MLflow tracking server.</summary>
public sealed record MlflowOptions
{
    /// <summary>The server's address, <c>http://localhost:5000</c> say.</summary>
    public required string Url { get; init; }

    /// <summary>The experiment that the run belongs to; it is created where there is none. Default: "Llm.Gen".</summary>
    public string Experiment { get; init; } = "Llm.Gen";

    /// <summary>The run's name. Default: null, the server invents one.</summary>
    public string? RunName { get; init; }

    /// <summary>A file that keeps the run's id, so that a resumed run goes on in the same one. Default: null, a resumed run is another.</summary>
    public string? IdFile { get; init; }

    /// <summary>How long the end of a run waits for the server to take what it was not told yet. Default: 10 seconds.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>What is wrong with the values: one message each, none when all is well.</summary>
    public IReadOnlyList<string> Errors()
    {
        var errors = new List<string>();
        if (!Uri.TryCreate(Url, UriKind.Absolute, out var url) || (url.Scheme != Uri.UriSchemeHttp && url.Scheme != Uri.UriSchemeHttps))
            errors.Add($"{nameof(Url)} is \"{Url}\", expected an address that begins with http:// or https://");
        if (string.IsNullOrWhiteSpace(Experiment))
            errors.Add($"{nameof(Experiment)} is empty, expected a name");
        if (Patience <= TimeSpan.Zero)
            errors.Add($"{nameof(Patience)} is {Patience}, expected a time above 0");
        return errors;
    }
}
