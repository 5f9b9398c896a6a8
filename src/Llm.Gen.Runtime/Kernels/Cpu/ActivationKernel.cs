using System.Diagnostics;

namespace Llm.Gen.Runtime;

/// <summary>An activation f over elements of one type.</summary>
internal abstract unsafe class ActivationKernel<T>
    where T : unmanaged, IElement<T>
{
    /// <summary>The kernel of an activation.</summary>
    public static ActivationKernel<T> For(Activation activation) => activation switch
    {
        Activation.Silu => new ActivationKernel<T, SiluLanes>(),
        Activation.Gelu => new ActivationKernel<T, GeluLanes>(),
        Activation.GeluTanh => new ActivationKernel<T, GeluTanhLanes>(),
        Activation.QuickGelu => new ActivationKernel<T, QuickGeluLanes>(),
        Activation.Relu => new ActivationKernel<T, ReluLanes>(),
        Activation.Relu2 => new ActivationKernel<T, Relu2Lanes>(),
        Activation.Sigmoid => new ActivationKernel<T, SigmoidLanes>(),
        Activation.Identity => new ActivationKernel<T, IdentityLanes>(),
        _ => throw new UnreachableException($"{activation}"),
    };

    /// <summary>y = f(x) for elements [from, to).</summary>
    public abstract void Forward(T* x, T* y, long from, long to);

    /// <summary>dx = f'(x) dy for elements [from, to).</summary>
    public abstract void Backward(T* x, T* dy, T* dx, long from, long to);

    /// <summary>y = f(gate) up for rows [from, to): [N, 2 F] to [N, F].</summary>
    public abstract void GateForward(T* gateUp, T* y, long from, long to, int f);

    /// <summary>dgate = f'(gate) up dy and dup = f(gate) dy for rows [from, to).</summary>
    public abstract void GateBackward(T* gateUp, T* dy, T* dGateUp, long from, long to, int f);
}
