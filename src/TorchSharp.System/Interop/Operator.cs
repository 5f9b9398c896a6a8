using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using static TorchSharp.torch;

namespace TorchSharp.Interop;

/// <summary>
/// One operator of libtorch by its registered name and overload, as <c>aten/src/ATen/native/native_functions.yaml</c> spells
/// them. Found at its first call; arguments left out at the end take the schema's defaults.
/// </summary>
internal sealed unsafe class Operator(string name, string overload = "")
{
    private const int ScratchSize = 64;

    private nint _found;

    /// <summary>For operators that return one tensor.</summary>
    public Tensor Call(params ReadOnlySpan<Argument> arguments)
    {
        Value result;
        Invoke(arguments, &result, 1);
        return new Tensor((nint)result.Bits);
    }

    /// <summary>For operators that return two tensors.</summary>
    public (Tensor, Tensor) CallTwo(params ReadOnlySpan<Argument> arguments)
    {
        var results = stackalloc Value[2];
        Invoke(arguments, results, 2);
        return (new Tensor((nint)results[0].Bits), new Tensor((nint)results[1].Bits));
    }

    /// <summary>For operators that return a list of tensors.</summary>
    public Tensor[] CallList(params ReadOnlySpan<Argument> arguments)
    {
        Value result;
        Invoke(arguments, &result, 1);
        var tensors = new Tensor[result.Count];
        for (var i = 0; i < tensors.Length; i++) tensors[i] = new Tensor(((nint*)result.Bits)[i]);
        return tensors;
    }

    /// <summary>For operators that return a number or a truth value.</summary>
    public Value CallValue(params ReadOnlySpan<Argument> arguments)
    {
        Value result;
        Invoke(arguments, &result, 1);
        return result;
    }

    public bool CallBool(params ReadOnlySpan<Argument> arguments) => CallValue(arguments).Bits != 0;

    /// <summary>For operators that change their first argument: no second handle to it is made.</summary>
    public void Run(params ReadOnlySpan<Argument> arguments)
    {
        Value unused;
        Invoke(arguments, &unused, 0);
    }

    [SkipLocalsInit]
    private void Invoke(ReadOnlySpan<Argument> arguments, Value* results, int capacity)
    {
        if (_found == 0) _found = Find();

        var values = stackalloc Value[arguments.Length];
        var scratch = stackalloc long[ScratchSize];
        var used = 0;
        nint overflow = 0;
        int returned, status;
        try
        {
            for (var i = 0; i < arguments.Length; i++)
            {
                ref readonly var argument = ref arguments[i];
                ref var value = ref values[i];
                value.Kind = argument.Kind;
                value.Count = 0;
                value.Bits = argument.Bits;
                if (argument.Reference is null) continue;
                if (argument.Kind == ValueKind.Tensor) value.Bits = Unsafe.As<Tensor>(argument.Reference).Handle;
                else Spread(argument, ref value, scratch, ref used, ref overflow);
            }
            status = Native.ts_operator_call(_found, values, arguments.Length, results, capacity, &returned);
        }
        finally
        {
            if (overflow != 0) NativeMemory.Free((void*)overflow);
        }
        if (status != 0) Failure.Throw(status);
    }

    /// <summary>Lays a list, text, device or generator out where native code can read it.</summary>
    private static void Spread(in Argument argument, ref Value value, long* scratch, ref int used, ref nint overflow)
    {
        switch (argument.Reference)
        {
            case long[] numbers:
                var room = Room(numbers.Length, scratch, ref used, ref overflow);
                numbers.CopyTo(new Span<long>(room, numbers.Length));
                (value.Bits, value.Count) = ((long)room, numbers.Length);
                break;
            case double[] numbers:
                room = Room(numbers.Length, scratch, ref used, ref overflow);
                numbers.CopyTo(new Span<double>(room, numbers.Length));
                (value.Bits, value.Count) = ((long)room, numbers.Length);
                break;
            case Tensor?[] tensors:
                room = Room(tensors.Length, scratch, ref used, ref overflow);
                for (var i = 0; i < tensors.Length; i++) room[i] = tensors[i]?.Handle ?? 0;
                (value.Bits, value.Count) = ((long)room, tensors.Length);
                break;
            case string text:
                var bytes = Encoding.UTF8.GetByteCount(text);
                room = Room(bytes / sizeof(long) + 1, scratch, ref used, ref overflow);
                Encoding.UTF8.GetBytes(text, new Span<byte>(room, bytes));
                (value.Bits, value.Count) = ((long)room, bytes);
                break;
            case Device device:
                (value.Bits, value.Count) = (device.index, (int)device.type);
                break;
            case Generator generator:
                value.Bits = generator.Handle;
                break;
        }
    }

    private static long* Room(int wanted, long* scratch, ref int used, ref nint overflow)
    {
        if (used + wanted <= ScratchSize)
        {
            used += wanted;
            return scratch + used - wanted;
        }
        // One long list a call is what happens; a second one grows the block and would move the first, so it gets the rest.
        if (overflow != 0) throw new ArgumentException("An operator was given two lists of more than 64 elements; pass one of them as a tensor.");
        overflow = (nint)NativeMemory.Alloc((nuint)wanted, sizeof(long));
        return (long*)overflow;
    }

    internal nint Find()
    {
        nint found;
        Failure.Check(Native.ts_operator_find(name, overload, &found));
        return found;
    }
}
