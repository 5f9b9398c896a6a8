using System.Globalization;

namespace Llm.Gen.Benchmarks;

/// <summary>The options of a benchmark, "--name value" each.</summary>
public sealed class Options
{
    private readonly Dictionary<string, string> _values = [];

    public Options(string[] arguments)
    {
        if (arguments.Length % 2 != 0)
            throw new ArgumentException("options come in pairs: --name value");
        for (var i = 0; i < arguments.Length; i += 2)
            _values[arguments[i].TrimStart('-')] = arguments[i + 1];
    }

    public string Text(string name, string @default) => _values.GetValueOrDefault(name, @default);

    public string Text(string name) => _values.TryGetValue(name, out var value)
        ? value
        : throw new ArgumentException($"--{name} is missing");

    public int Number(string name, int @default) => _values.TryGetValue(name, out var value)
        ? int.Parse(value, CultureInfo.InvariantCulture)
        : @default;

    /// <summary>Those of the options that were given, as arguments again.</summary>
    public IEnumerable<string> Pass(params string[] names) => names.Where(_values.ContainsKey).SelectMany(name => new[] { "--" + name, _values[name] });

    public string[] List(string name, string @default) => Text(name, @default).Split(',');
}
