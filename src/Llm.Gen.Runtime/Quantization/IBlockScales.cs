namespace Llm.Gen.Runtime;

/// <summary>The scales of blocks, however they are kept.</summary>
internal interface IBlockScales
{
    /// <summary>The scale of a block.</summary>
    float Of(long block);
}
