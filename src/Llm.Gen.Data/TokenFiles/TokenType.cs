namespace Llm.Gen.Data;

/// <summary>How a token file stores one token id.</summary>
public enum TokenType
{
    /// <summary>Two bytes a token, little-endian: vocabularies of up to 65,536.</summary>
    UInt16 = 2,

    /// <summary>Four bytes a token, little-endian.</summary>
    UInt32 = 4,
}
