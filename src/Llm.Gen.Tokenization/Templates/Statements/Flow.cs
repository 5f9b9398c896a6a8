namespace Llm.Gen.Tokenization.Templates;

/// <summary>How the rendering goes on after a statement.</summary>
internal enum Flow
{
    /// <summary>With the next one.</summary>
    Next,

    /// <summary>Behind the loop.</summary>
    Break,

    /// <summary>With the next item of the loop.</summary>
    Continue,
}
