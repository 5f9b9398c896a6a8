using System.Diagnostics;

namespace Llm.Gen.Training;

/// <summary>The rules of each optimizer, and which weights each has.</summary>
internal static class UpdateRules
{
    internal static IUpdateRule[] Of(TrainedNumbers numbers, OptimizerPlan plan)
    {
        var all = Enumerable.Range(0, numbers.Slices.Count).ToArray();
        return plan.Options.Name switch
        {
            OptimizerName.AdamW => [new AdamWRule(numbers, plan, all)],
            OptimizerName.AdamW8Bit => Split(all, slice => EightBitRule.Takes(numbers.Slices[slice]), chosen => new EightBitRule(numbers, plan, chosen), rest => new AdamWRule(numbers, plan, rest)),
            OptimizerName.Lion => [new LionRule(numbers, plan, all)],
            OptimizerName.Adafactor => [new AdafactorRule(numbers, plan, all)],
            OptimizerName.Muon => Split(all, slice => MuonRule.Takes(numbers.Slices[slice]), chosen => new MuonRule(numbers, plan, chosen), rest => new AdamWRule(numbers, plan, rest)),
            OptimizerName.Sgd => [new SgdRule(numbers, plan, all)],
            _ => throw new UnreachableException(),
        };
    }

    private static IUpdateRule[] Split(int[] slices, Func<int, bool> isChosen, Func<int[], IUpdateRule> ofChosen, Func<int[], IUpdateRule> ofRest)
    {
        var (chosen, rest) = (slices.Where(isChosen).ToArray(), slices.Where(slice => !isChosen(slice)).ToArray());
        return [.. chosen.Length > 0 ? [ofChosen(chosen)] : Array.Empty<IUpdateRule>(), .. rest.Length > 0 ? [ofRest(rest)] : Array.Empty<IUpdateRule>()];
    }
}
