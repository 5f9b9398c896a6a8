namespace Llm.Gen.Runtime;

/// <summary>Makes models of one declaration, whatever their type.</summary>
public abstract class ModelFactory(ModelFacts facts)
{
    /// <summary>What is known of its models without weights.</summary>
    public ModelFacts Facts { get; } = facts;

    /// <summary>A new model with freshly drawn weights.</summary>
    public CausalModel CreateModel(CreateOptions? options = null) => throw new NotImplementedException();

    /// <summary>The model stored in a Hugging Face folder or a .gguf file.</summary>
    public CausalModel LoadModel(string path, LoadOptions? options = null) => throw new NotImplementedException();

    /// <summary>A model whose weights hold nothing yet.</summary>
    protected internal abstract CausalModel Empty(Placement placement);
}
