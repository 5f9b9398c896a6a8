using TorchSharp.Interop;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>x == target.</summary>
        public Tensor eq(Tensor target) => Operators.EqTensor.Call(this, target);

        /// <summary>x == target.</summary>
        public Tensor eq(Scalar target) => Operators.EqScalar.Call(this, target);

        /// <summary>x == target, in place.</summary>
        public Tensor eq_(Tensor target)
        {
            Operators.EqTensorInPlace.Run(this, target);
            return this;
        }

        /// <summary>x == target, in place.</summary>
        public Tensor eq_(Scalar target)
        {
            Operators.EqScalarInPlace.Run(this, target);
            return this;
        }

        /// <summary>x != target.</summary>
        public Tensor ne(Tensor target) => Operators.NeTensor.Call(this, target);

        /// <summary>x != target.</summary>
        public Tensor ne(Scalar target) => Operators.NeScalar.Call(this, target);

        /// <summary>x != target, in place.</summary>
        public Tensor ne_(Tensor target)
        {
            Operators.NeTensorInPlace.Run(this, target);
            return this;
        }

        /// <summary>x != target, in place.</summary>
        public Tensor ne_(Scalar target)
        {
            Operators.NeScalarInPlace.Run(this, target);
            return this;
        }

        /// <summary>x &lt; target.</summary>
        public Tensor lt(Tensor target) => Operators.LtTensor.Call(this, target);

        /// <summary>x &lt; target.</summary>
        public Tensor lt(Scalar target) => Operators.LtScalar.Call(this, target);

        /// <summary>x &lt; target, in place.</summary>
        public Tensor lt_(Tensor target)
        {
            Operators.LtTensorInPlace.Run(this, target);
            return this;
        }

        /// <summary>x &lt; target, in place.</summary>
        public Tensor lt_(Scalar target)
        {
            Operators.LtScalarInPlace.Run(this, target);
            return this;
        }

        /// <summary>x &lt;= target.</summary>
        public Tensor le(Tensor target) => Operators.LeTensor.Call(this, target);

        /// <summary>x &lt;= target.</summary>
        public Tensor le(Scalar target) => Operators.LeScalar.Call(this, target);

        /// <summary>x &lt;= target, in place.</summary>
        public Tensor le_(Tensor target)
        {
            Operators.LeTensorInPlace.Run(this, target);
            return this;
        }

        /// <summary>x &lt;= target, in place.</summary>
        public Tensor le_(Scalar target)
        {
            Operators.LeScalarInPlace.Run(this, target);
            return this;
        }

        /// <summary>x &gt; target.</summary>
        public Tensor gt(Tensor target) => Operators.GtTensor.Call(this, target);

        /// <summary>x &gt; target.</summary>
        public Tensor gt(Scalar target) => Operators.GtScalar.Call(this, target);

        /// <summary>x &gt; target, in place.</summary>
        public Tensor gt_(Tensor target)
        {
            Operators.GtTensorInPlace.Run(this, target);
            return this;
        }

        /// <summary>x &gt; target, in place.</summary>
        public Tensor gt_(Scalar target)
        {
            Operators.GtScalarInPlace.Run(this, target);
            return this;
        }

        /// <summary>x &gt;= target.</summary>
        public Tensor ge(Tensor target) => Operators.GeTensor.Call(this, target);

        /// <summary>x &gt;= target.</summary>
        public Tensor ge(Scalar target) => Operators.GeScalar.Call(this, target);

        /// <summary>x &gt;= target, in place.</summary>
        public Tensor ge_(Tensor target)
        {
            Operators.GeTensorInPlace.Run(this, target);
            return this;
        }

        /// <summary>x &gt;= target, in place.</summary>
        public Tensor ge_(Scalar target)
        {
            Operators.GeScalarInPlace.Run(this, target);
            return this;
        }

        /// <summary>x &lt; target.</summary>
        public Tensor less(Tensor target) => lt(target);

        /// <summary>x &lt;= target.</summary>
        public Tensor less_equal(Tensor target) => le(target);

        /// <summary>x &gt; target.</summary>
        public Tensor greater(Tensor target) => gt(target);

        /// <summary>x &gt;= target.</summary>
        public Tensor greater_equal(Tensor target) => ge(target);

        /// <summary>x != target.</summary>
        public Tensor not_equal(Tensor target) => ne(target);

        /// <summary>Both not zero.</summary>
        public Tensor logical_and(Tensor other) => Operators.LogicalAnd.Call(this, other);

        /// <summary>Both not zero, in place.</summary>
        public Tensor logical_and_(Tensor other)
        {
            Operators.LogicalAndInPlace.Run(this, other);
            return this;
        }

        /// <summary>One of them not zero.</summary>
        public Tensor logical_or(Tensor other) => Operators.LogicalOr.Call(this, other);

        /// <summary>One of them not zero, in place.</summary>
        public Tensor logical_or_(Tensor other)
        {
            Operators.LogicalOrInPlace.Run(this, other);
            return this;
        }

        /// <summary>Exactly one of them not zero.</summary>
        public Tensor logical_xor(Tensor other) => Operators.LogicalXor.Call(this, other);

        /// <summary>Zero.</summary>
        public Tensor logical_not() => Operators.LogicalNot.Call(this);

        /// <summary>Zero, in place.</summary>
        public Tensor logical_not_()
        {
            Operators.LogicalNotInPlace.Run(this);
            return this;
        }

        /// <summary>Bits of both.</summary>
        public Tensor bitwise_and(Tensor other) => Operators.BitwiseAndTensor.Call(this, other);

        /// <summary>Bits of both, in place.</summary>
        public Tensor bitwise_and_(Tensor other)
        {
            Operators.BitwiseAndTensorInPlace.Run(this, other);
            return this;
        }

        /// <summary>Bits of either.</summary>
        public Tensor bitwise_or(Tensor other) => Operators.BitwiseOrTensor.Call(this, other);

        /// <summary>Bits of either, in place.</summary>
        public Tensor bitwise_or_(Tensor other)
        {
            Operators.BitwiseOrTensorInPlace.Run(this, other);
            return this;
        }

        /// <summary>Bits of exactly one.</summary>
        public Tensor bitwise_xor(Tensor other) => Operators.BitwiseXorTensor.Call(this, other);

        /// <summary>Bits turned over.</summary>
        public Tensor bitwise_not() => Operators.BitwiseNot.Call(this);

        /// <summary>Bits moved up.</summary>
        public Tensor bitwise_left_shift(Tensor other) => Operators.BitwiseLeftShiftTensor.Call(this, other);

        /// <summary>Bits moved down.</summary>
        public Tensor bitwise_right_shift(Tensor other) => Operators.BitwiseRightShiftTensor.Call(this, other);

        /// <summary>True where |x - other| &lt;= atol + rtol * |other|.</summary>
        public Tensor isclose(Tensor other, double rtol = 1e-05, double atol = 1e-08, bool nanEqual = false) => Operators.Isclose.Call(this, other, rtol, atol, nanEqual);

        /// <summary>True when |x - target| &lt;= atol + rtol * |target| everywhere.</summary>
        public bool allclose(Tensor target, double rtol = 1e-05, double atol = 1e-08, bool equal_nan = false) => Operators.Allclose.CallBool(this, target, rtol, atol, equal_nan);

        /// <summary>True where the value is one of the test elements.</summary>
        public Tensor isin(Tensor test_elements, bool assumeUnique = false, bool invert = false) => Operators.IsinTensorTensor.Call(this, test_elements, assumeUnique, invert);
    }
}
