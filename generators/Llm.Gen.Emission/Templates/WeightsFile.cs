using Llm.Gen.Architectures;

namespace Llm.Gen.Emission;

/// <summary>X.Weights.g.cs: facts, configuration, creation, loading, and the table of stored tensors.</summary>
internal static class WeightsFile
{
    public static string Print(ModelDeclaration model, ArchitectureFacts facts)
    {
        var architecture = model.Architecture;
        var beside = OwnTypes.Beside(model);
        var header = $"How it is stored: {CSharp.Prose(facts.StoredTensors, "tensor")}{beside} under the names of {ModelFamily.Of(architecture).Title} checkpoints.";
        var record = Record(model, facts, beside, new SizeProse(facts, architecture.Positions));
        return SourceFile.Print(model, header, RuntimeNames.DirectivesOf(record), record);
    }

    private static string Record(ModelDeclaration model, ArchitectureFacts facts, string beside, SizeProse size) =>
        $$""""
        /// <summary>{{CSharp.Prose(facts.Parameters, "parameter")}}{{beside}} in {{CSharp.Prose(model.Architecture.Layers.Count, "layer")}}: {{size.Weights}}.</summary>
        /// <remarks>
        /// A token takes {{size.CacheOfOneToken}} of the cache; {{CSharp.Prose(model.Architecture.Positions, "position")}}, {{size.CacheOfAllPositions}}.
        /// Training with AdamW takes {{size.Training}}, and the activations.
        /// </remarks>
        partial record {{model.Name}}
        {
            /// <summary>Learnt numbers{{beside}}, tied ones counted once: {{size.Weights}}.</summary>
            public const long ParameterCount = {{CSharp.Literal(facts.Parameters)}};

            /// <summary>The declaration as the config.json of a checkpoint.</summary>
            public const string Config =
                """
        {{CSharp.Indent(new ModelConfig { Architecture = model.Architecture }.ToJson(), 2)}}
                """;

            /// <summary>What the runtime knows of the model without its weights.</summary>
            public static ModelFacts Facts { get; } = new(RuntimeContract.{{RuntimeNames.Contract}})
            {
                Name = nameof({{model.Name}}),
                Config = Config,
                ParameterCount = ParameterCount,{{CountAll(beside)}}
                Layers = LayerCount,
                HiddenSize = HiddenSize,
                KeyValueHeads = {{AttentionClass.KeyValueHeads(model.Architecture.Layers[0].Attention)}},
                HeadSize = {{(model.Architecture.Layers[0].Attention is LatentAttentionSpec ? "KvRank + RotarySize" : "HeadSize")}},
                Vocabulary = Vocab,
                Positions = Positions,
            };

            /// <summary>Makes models: what Create and Load call, and what finds this declaration by name.</summary>
            public static global::Llm.Gen.Runtime.ModelFactory<Model> Factory { get; } = new(Facts, place => new Model(place));

            /// <summary>A new model with freshly drawn weights, {{size.Weights}}.</summary>
            public static Model Create(CreateOptions? options = null) => Factory.Create(options);

            /// <summary>The model stored in a Hugging Face folder or a .gguf file, whose configuration must be this declaration's. It takes {{size.Weights}}.</summary>
            public static Model Load(string path, LoadOptions? options = null) => Factory.Load(path, options);

            partial class Model
            {
                /// <summary>One row a stored tensor: its name, the parameter it fills, its shape, what it is.</summary>
                public override global::System.Collections.Generic.IEnumerable<StoredWeight> Weights()
                {
        {{CSharp.Indent(WeightTable.Print(model.Architecture), 3)}}
                }
            }
        }
        """";

    /// <summary>How the numbers are counted that only the code of components knows: empty where there are none.</summary>
    private static string CountAll(string beside) =>
        beside.Length == 0 ? "" : $"\n        CountAll = static () => OwnWeights.Count(static place => new Model(place)),    // and{beside.Substring(" beside".Length)}";
}
