namespace Llm.Gen.Tokenization;

/// <summary>What a model makes of text that its vocabulary lacks.</summary>
internal abstract class UnknownText
{
    /// <summary>The unknown token; -1 if there is none.</summary>
    public abstract int Id { get; }

    /// <summary>Whether neighbours count as one.</summary>
    public abstract bool Fuses { get; }

    /// <summary>Appends what stands for a text.</summary>
    public abstract void Append(ReadOnlySpan<char> text, EncodeState state);
}
