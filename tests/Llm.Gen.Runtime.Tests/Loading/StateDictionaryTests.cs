using Llm.Gen.Runtime.Formats;
using Llm.Gen.Runtime.Tests.Support;
using TorchSharp;
using static TorchSharp.torch;

namespace Llm.Gen.Runtime.Tests.Loading;

/// <summary>What loaders and savers of others rely on: the state dictionary has the names of the file, and its tensors are the weights.</summary>
public class StateDictionaryTests
{
    [Theory]
    [MemberData(nameof(ModelCases.Llamas), MemberType = typeof(ModelCases))]
    public void Tensors_that_are_copied_into_it_are_the_weights(string folder)
    {
        using var scope = NewDisposeScope();
        using var expected = Llama.Load(folder);
        using var model = StateDictionaries.Fresh(folder);
        using var stored = CheckpointFolder.Open(folder);

        using (no_grad())
            model.load_state_dict(stored.Tensors.ToDictionary(tensor => tensor.Name, StateDictionaries.Read));      // strict: the names must be equal

        StateDictionaries.AssertSameModel(expected, model);
    }

    [Theory]
    [MemberData(nameof(ModelCases.Llamas), MemberType = typeof(ModelCases))]
    public void Its_tensors_hold_the_bytes_of_the_file_one_after_the_other(string folder)
    {
        using var model = Llama.Load(folder);
        using var stored = CheckpointFolder.Open(folder);

        var state = model.state_dict();

        Assert.Equal(stored.Tensors.Select(tensor => tensor.Name).Order(), state.Keys.Order());
        Assert.All(stored.Tensors, tensor =>
        {
            var weight = state[tensor.Name];
            Assert.True(weight.is_contiguous());
            Assert.Equal(DeviceType.CPU, weight.device_type);
            Assert.Equal(StateDictionaries.BytesOf(tensor), StateDictionaries.BytesOf(weight));
        });
    }
}
