using System.Diagnostics;
using Llm.Gen.Architectures;

namespace Llm.Gen.Emission;

/// <summary>The feed-forward parts of an architecture: dense ones, mixtures of experts, or both, each of one kind.</summary>
internal static class FeedForwardPart
{
    /// <summary>The dense kind; null where every layer has experts.</summary>
    public static DenseFeedForwardSpec? Dense(Architecture architecture) => architecture.Layers.Select(layer => layer.FeedForward).OfType<DenseFeedForwardSpec>().FirstOrDefault();

    /// <summary>The mixture of experts; null where no layer has one.</summary>
    public static MoeSpec? Experts(Architecture architecture) => architecture.Layers.Select(layer => layer.FeedForward).OfType<MoeSpec>().FirstOrDefault();

    /// <summary>The one that the library's user wrote; null where no layer has one.</summary>
    private static OwnFeedForwardSpec? Own(Architecture architecture) => architecture.Layers.Select(layer => layer.FeedForward).OfType<OwnFeedForwardSpec>().FirstOrDefault();

    /// <summary>Whether some layers are dense and some have experts.</summary>
    public static bool AreMixed(Architecture architecture) => Dense(architecture) is not null && Experts(architecture) is not null;

    /// <summary>What the decoder's summary calls them: "SwiGLU".</summary>
    public static string Title(Architecture architecture) => string.Join(" or ", new[]
    {
        Dense(architecture) is { } dense ? FeedForwardClass.Title(dense) : null,
        Experts(architecture) is { } moe ? ExpertsClass.Title(moe) : null,
        Own(architecture)?.Component.Name,
    }.Where(title => title is not null));

    /// <summary>The constants, a line each.</summary>
    public static IEnumerable<string> Constants(Architecture architecture)
    {
        if (Dense(architecture) is { } dense)
            yield return ModelConstants.Size("Inner", dense.Inner, "F");
        if (Own(architecture) is { } own)
            yield return ModelConstants.Size("Inner", own.Inner, "F");
        if (Experts(architecture) is not { } moe)
            yield break;

        yield return ModelConstants.Size("ExpertCount", moe.Experts, "X");
        yield return ModelConstants.Size("ExpertsChosen", moe.Chosen, "A   experts that a token meets");
        yield return ModelConstants.Size("ExpertInner", moe.Expert.Inner, (Dense(architecture) is null ? "F" : "G") + "   of one expert");
        if (moe.Shared is { } shared)
            yield return ModelConstants.Size("SharedInner", shared.Inner, "P   of the expert that all tokens share");
    }

    /// <summary>The class that a layer's feed-forward has.</summary>
    public static string ClassOf(FeedForwardSpec feedForward) => feedForward switch
    {
        MoeSpec => "MixtureOfExperts",
        OwnFeedForwardSpec own => own.Component.Name,
        _ => FeedForwardWords.OfLayer.Class,
    };

    /// <summary>The arguments that make a layer's.</summary>
    public static string Arguments(FeedForwardSpec feedForward) =>
        feedForward is OwnFeedForwardSpec own ? $"new FeedForwardShape(HiddenSize, Inner, index), place{OwnTypes.Arguments(own.Component)}" : "place";

    /// <summary>The stored name of a layer's.</summary>
    public static string NameOf(FeedForwardSpec feedForward, WeightNames names) => feedForward switch
    {
        MoeSpec => names.ExpertFeedForward ?? names.FeedForward,
        OwnFeedForwardSpec => names.OwnFeedForward,
        _ => names.FeedForward,
    };

    /// <summary>The expression that runs a layer's.</summary>
    /// <param name="feedForward">What the layer has.</param>
    /// <param name="input">The expression of its input.</param>
    public static string Call(FeedForwardSpec feedForward, string input) => feedForward switch
    {
        DenseFeedForwardSpec or OwnFeedForwardSpec => $"FeedForward.call({input})",
        MoeSpec => $"FeedForward.call({input}, pass)",
        _ => throw new UnreachableException(),
    };

    /// <summary>The classes.</summary>
    public static IEnumerable<string> Print(Architecture architecture, WeightNames names)
    {
        if (Dense(architecture) is { } dense)
            yield return FeedForwardClass.Print(dense, names, FeedForwardWords.OfLayer);
        if (Experts(architecture) is not { } moe)
            yield break;
        foreach (var text in ExpertsClass.Print(moe, architecture.Layers.Count(layer => layer.FeedForward is MoeSpec), names, Dense(architecture) is null ? "F" : "G"))
            yield return text;
    }
}
