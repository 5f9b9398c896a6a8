using System.Reflection;

namespace Llm.Gen.Cli.Machine;

/// <summary>What the build decided: which torch stands behind the product, and why.</summary>
internal sealed record BuildFacts(string Stack, string Reason, string Device)
{
    public static BuildFacts Read()
    {
        var metadata = typeof(BuildFacts).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .ToLookup(attribute => attribute.Key, attribute => attribute.Value);
        string Find(string key) => metadata[key].FirstOrDefault() is { Length: > 0 } value ? value : "unknown";
        var reason = metadata["TorchStackReason"].FirstOrDefault() is { Length: > 0 } known
            ? known
            : "the default of a build without set-up, or asked for by LLM_GEN_TORCH_STACK";
        return new BuildFacts(Find("TorchStack"), reason, Find("TorchDevice"));
    }
}
