using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Llm.Gen.Runtime;

/// <summary>One activation f: alone over values, and as the gate of units over rows of 2 F elements, gate then up.</summary>
internal sealed unsafe class ActivationKernel<T, TActivation> : ActivationKernel<T>
    where T : unmanaged, IElement<T>
    where TActivation : struct, IActivation
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Forward(T* x, T* y, long from, long to)
    {
        var i = from;
        for (; i <= to - Lanes.Count; i += Lanes.Count)
            T.Store(TActivation.Value(T.Load(x + i)), y + i);
        for (; i < to; i++)
            T.Set(TActivation.Value(Vector512.Create(T.Get(x + i)))[0], y + i);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Backward(T* x, T* dy, T* dx, long from, long to)
    {
        var i = from;
        for (; i <= to - Lanes.Count; i += Lanes.Count)
            T.Store(TActivation.ValueAndSlope(T.Load(x + i)).Slope * T.Load(dy + i), dx + i);
        for (; i < to; i++)
            T.Set(TActivation.ValueAndSlope(Vector512.Create(T.Get(x + i))).Slope[0] * T.Get(dy + i), dx + i);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void GateForward(T* gateUp, T* y, long from, long to, int f)
    {
        for (var row = from; row < to; row++)
        {
            var gate = gateUp + row * 2 * f;
            var output = y + row * f;
            var i = 0;
            for (; i <= f - Lanes.Count; i += Lanes.Count)
                T.Store(TActivation.Value(T.Load(gate + i)) * T.Load(gate + f + i), output + i);
            for (; i < f; i++)
                T.Set(TActivation.Value(Vector512.Create(T.Get(gate + i)))[0] * T.Get(gate + f + i), output + i);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void GateBackward(T* gateUp, T* dy, T* dGateUp, long from, long to, int f)
    {
        for (var row = from; row < to; row++)
        {
            var gate = gateUp + row * 2 * f;
            var gradient = dy + row * f;
            var output = dGateUp + row * 2 * f;
            var i = 0;
            for (; i <= f - Lanes.Count; i += Lanes.Count)
            {
                var (dGate, dUp) = Gradients(T.Load(gate + i), T.Load(gate + f + i), T.Load(gradient + i));
                T.Store(dGate, output + i);
                T.Store(dUp, output + f + i);
            }
            for (; i < f; i++)
            {
                var (dGate, dUp) = Gradients(Vector512.Create(T.Get(gate + i)), Vector512.Create(T.Get(gate + f + i)), Vector512.Create(T.Get(gradient + i)));
                T.Set(dGate[0], output + i);
                T.Set(dUp[0], output + f + i);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector512<float> Gate, Vector512<float> Up) Gradients(Vector512<float> gate, Vector512<float> up, Vector512<float> dy)
    {
        var (value, slope) = TActivation.ValueAndSlope(gate);
        return (slope * up * dy, value * dy);
    }
}
