namespace Llm.Gen.Tokenization;

/// <summary>Where Metaspace puts a replacement character that is not in the text.</summary>
internal enum PrependScheme
{
    Never,
    First,
    Always,
}
