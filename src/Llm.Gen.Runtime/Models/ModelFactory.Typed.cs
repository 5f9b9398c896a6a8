namespace Llm.Gen.Runtime;

/// <summary>Makes models of one declaration, under their own type.</summary>
/// <param name="facts">What is known of the models without weights.</param>
/// <param name="construct">Constructs a model whose weights hold nothing yet.</param>
public sealed class ModelFactory<TModel>(ModelFacts facts, Func<Placement, TModel> construct) : ModelFactory(facts)
    where TModel : CausalModel
{
    /// <inheritdoc cref="ModelFactory.CreateModel"/>
    public TModel Create(CreateOptions? options = null) => (TModel)CreateModel(options);

    /// <inheritdoc cref="ModelFactory.LoadModel"/>
    public TModel Load(string path, LoadOptions? options = null) => (TModel)LoadModel(path, options);

    /// <inheritdoc/>
    protected internal override CausalModel Empty(Placement placement) => construct(placement);
}
