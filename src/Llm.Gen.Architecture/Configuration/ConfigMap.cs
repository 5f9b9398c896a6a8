using System.Runtime.CompilerServices;

namespace Llm.Gen.Architectures;

/// <summary>
/// The keys of a family's config.json, told once for both ways: reading fills the draft, writing takes from it. A key may have other spellings
/// after bars, <c>n_embd|hidden_size</c>: any is read, the first is written.
/// What is filled is passed on by its name too, so that an error of a rule names the key; see <see cref="ConfigSpelling"/>.
/// </summary>
internal abstract class ConfigMap
{
    /// <summary>Whether the draft is filled, and not written.</summary>
    public abstract bool IsReading { get; }

    /// <summary>
    /// A whole number; without a fallback it has to be there. Bounds are for what does not reach the architecture as it stands, so that no rule
    /// sees it: what is read has to be within them, and what is beyond them, of a part that an architecture lacks, is not written.
    /// </summary>
    public abstract void Size(string key, ref int value, int? fallback = null, int least = int.MinValue, int most = int.MaxValue, [CallerArgumentExpression(nameof(value))] string filled = "");

    /// <summary>A whole number or null, as <see cref="Size"/>; left out, it is the fallback.</summary>
    public abstract void OptionalSize(string key, ref int? value, int? fallback = null, int least = int.MinValue, int most = int.MaxValue, [CallerArgumentExpression(nameof(value))] string filled = "");

    /// <summary>A number; without a fallback it has to be there. The bound, itself excluded, is for what something is divided by, so that no rule sees it.</summary>
    public abstract void Number(string key, ref double value, double? fallback = null, double above = double.NegativeInfinity, [CallerArgumentExpression(nameof(value))] string filled = "");

    /// <summary>A number that is written only where it is not the fallback.</summary>
    public abstract void Extra(string key, ref double value, double fallback);

    /// <summary>A number or null; left out, it is the fallback.</summary>
    public abstract void OptionalNumber(string key, ref double? value, double? fallback = null);

    /// <summary>True or false.</summary>
    public abstract void Flag(string key, ref bool value, bool fallback = false);

    /// <summary>True or false, written only where it is not the fallback.</summary>
    public abstract void ExtraFlag(string key, ref bool value, bool fallback = false);

    /// <summary>One of several words. Of those with the same value the first is written.</summary>
    public abstract void Choice<T>(string key, ref T value, T fallback, params (string Name, T Value)[] rows) where T : struct;

    /// <summary>A word for each of a number of layers; null where the key is left out, and nothing is written then.</summary>
    public abstract void LayerWords(string key, int layers, ref IReadOnlyList<string>? words, params string[] allowed);

    /// <summary>Words for layers as lists with how often each is repeated, <c>[[["global", "local"], 12]]</c>; nothing is written.</summary>
    public abstract void RepeatedWords(string key, int layers, ref IReadOnlyList<string>? words, params string[] allowed);

    /// <summary>Whole numbers from 0 to a greatest in an array; null where the key is left out, and nothing is written then.</summary>
    public abstract void Sizes(string key, ref IReadOnlyList<int>? sizes, int most);

    /// <summary>A whole number that follows from other keys, whose names end the message where it says otherwise; nothing is written.</summary>
    public abstract void Repeats(string key, long value, string source);

    /// <summary>Something that is wrong with several keys together.</summary>
    public abstract void Contradiction(string found, string expected);

    /// <summary>A key that changes what is computed, where only some values, spelled as JSON has them, are supported; nothing is written.</summary>
    public abstract void Only(string key, params string[] values);

    /// <summary>Keys that change nothing in this family; nothing is written.</summary>
    public abstract void Ignored(params string[] keys);

    /// <summary>Rotary positions, in both spellings.</summary>
    public abstract void Rope(DecoderDraft draft, RopeKeys keys);

    /// <summary>An object inside, which has keys of its own; left out, all of them are.</summary>
    public abstract void Inside(string key, Action<ConfigMap> keys);

    /// <summary>Whether there is a part: when it is read, whether its key is there; when it is written, what is said.</summary>
    public abstract bool Holds(string key, bool isPresent);

    /// <summary>Objects in an array.</summary>
    public abstract void Items(string key, ref int count, Action<ConfigMap, int> keys);

    /// <summary>Numbers in an array.</summary>
    public abstract void Numbers(string key, ref EquatableArray<double> numbers);

    /// <summary>A component that the library's user wrote: its name, and an object of options; null where the name is left out, and nothing is written then.</summary>
    public abstract void Component(string key, string optionsKey, ref OwnComponent? component);

    /// <summary>An activation of a gate.</summary>
    public void Activation(string key, ref GateActivation value, GateActivation fallback = GateActivation.Silu) => Choice(key, ref value, fallback, ActivationNames.Gates);

    /// <summary>An activation of a plain feed-forward.</summary>
    public void Activation(string key, ref MlpActivation value, MlpActivation fallback) => Choice(key, ref value, fallback, ActivationNames.Plain);
}
