using System.Reflection;
using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public partial class Module
        {
            /// <summary>Kind of the device that the module was moved to last.</summary>
            protected DeviceType _deviceType = DeviceType.CPU;

            /// <summary>Number of the device that the module was moved to last.</summary>
            protected int _deviceIndex = -1;

            /// <summary>Moves and converts the module to what another tensor is.</summary>
            public Module _to(Tensor other, bool non_blocking)
            {
                _to(other.dtype, non_blocking);
                return _to(other.device_type, other.device_index, non_blocking);
            }

            /// <summary>Moves and converts the module.</summary>
            protected internal virtual Module _to(Device device, ScalarType dtype, bool non_blocking)
            {
                RequireReal(dtype);
                var wanted = Usable(device.type, device.index);
                _toEpilog(wanted, dtype, non_blocking);
                return this;
            }

            /// <summary>Moves the module, unless it believes that it is there.</summary>
            protected internal virtual Module _to(DeviceType deviceType, int deviceIndex, bool non_blocking)
            {
                var wanted = Usable(deviceType, deviceIndex);
                if (wanted.type != _deviceType || wanted.index != _deviceIndex) _toEpilog(wanted.type, wanted.index, non_blocking);
                return this;
            }

            /// <summary>Converts real parameters and buffers of the module.</summary>
            protected internal virtual Module _to(ScalarType dtype, bool non_blocking)
            {
                RequireReal(dtype);
                _toEpilog(dtype, non_blocking);
                return this;
            }

            /// <summary>Converts what the module owns.</summary>
            protected void _toEpilog(ScalarType dtype, bool non_blocking) => _toEpilog(dtype, null, non_blocking);

            /// <summary>Moves and converts what the module owns.</summary>
            protected void _toEpilog(Device device, ScalarType dtype, bool non_blocking) => _toEpilog(dtype, device, non_blocking);

            /// <summary>Moves what the module owns.</summary>
            protected void _toEpilog(DeviceType deviceType, int deviceIndex, bool non_blocking) => _toEpilog(null, new Device(deviceType, deviceIndex), non_blocking);

            /// <summary>
            /// Moves and converts the modules below, then every parameter and buffer of this one, and sets the fields and
            /// properties of their names. Override it to do so without reflection.
            /// </summary>
            protected virtual void _toEpilog(ScalarType? dtype, Device? device, bool non_blocking)
            {
                if (dtype is null && device is null) throw new ArgumentNullException($"{nameof(dtype)} and {nameof(device)} are both null,");
                foreach (var (_, module) in named_children())
                {
                    if (device is null) module._to(dtype!.Value, non_blocking);
                    else if (dtype is null) module._to(device.type, device.index, non_blocking);
                    else module._to(device, dtype.Value, non_blocking);
                }

                var fields = FieldsOf(GetType()).ToDictionary(field => field.ComponentName());
                var properties = GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance).ToDictionary(property => property.Name);
                foreach (var (own, parameter) in named_parameters(false).ToList())
                {
                    if (!ReplaceParameter(dtype, device, parameter, out var moved)) continue;
                    if (properties.TryGetValue(own, out var property))
                    {
                        property.SetValue(this, moved);
                        continue;
                    }
                    parameter.Dispose();
                    ConditionallyRegisterParameter(own, moved);
                    if (fields.TryGetValue(own, out var field)) field.SetValue(this, moved);
                }
                foreach (var (own, buffer) in named_buffers(false).ToList())
                {
                    if (!ReplaceBuffer(dtype, device, buffer, out var moved)) continue;
                    if (properties.TryGetValue(own, out var property))
                    {
                        property.SetValue(this, moved);
                        continue;
                    }
                    ConditionallyRegisterBuffer(own, moved);
                    if (fields.TryGetValue(own, out var field)) field.SetValue(this, moved);
                }
                if (device is null) return;
                _deviceType = device.type;
                _deviceIndex = device.index;
            }

            /// <summary>The moved buffer, the old one disposed; false when it need not move. Whole numbers keep their type.</summary>
            protected static bool ReplaceBuffer(ScalarType? dtype, Device? device, Tensor buffer, out Tensor? result)
            {
                result = null;
                if (!Differs(buffer, dtype, device)) return false;
                result = buffer.to(Converted(buffer, dtype), device ?? buffer.device, disposeAfter: true).DetachFromDisposeScope();
                return true;
            }

            /// <summary>The moved parameter, gradient included; false when it need not move. The old one stays to its owner.</summary>
            protected static bool ReplaceParameter(ScalarType? dtype, Device? device, Parameter param, out Parameter? p)
            {
                p = null;
                var grad = param.grad;
                if (!Differs(param, dtype, device) && (grad is null || !Differs(grad, dtype ?? param.dtype, device ?? param.device))) return false;

                using var untracked = no_grad();
                var (type, place) = (Converted(param, dtype), device ?? param.device);
                p = new Parameter(param.to(type, place), param.requires_grad);
                p.DetachFromDisposeScope();
                if (grad is null) return true;
                using var moved = grad.to(type, place).with_requires_grad(grad.requires_grad);
                p.grad = moved;
                return true;
            }

            /// <summary>The device and type given, or the defaults.</summary>
            protected static (Device device, ScalarType dtype) GetDefaultDeviceAndType(Device? device = null, ScalarType? dtype = null) =>
                (device ?? get_default_device(), dtype ?? get_default_dtype());

            internal T MoveTo<T>(Device? device, ScalarType? dtype) where T : Module
            {
                var (place, type) = GetDefaultDeviceAndType(device, dtype);
                return (T)_to(place, type, false);
            }

            private static bool Differs(Tensor tensor, ScalarType? dtype, Device? device) =>
                (dtype is { } type && tensor.dtype != type)
                || (device is not null && (tensor.device_type != device.type || (device.index >= 0 && tensor.device_index != device.index)));

            private static ScalarType Converted(Tensor tensor, ScalarType? dtype) =>
                dtype is { } type && (tensor.is_floating_point() || tensor.is_complex()) ? type : tensor.dtype;

            private static Device Usable(DeviceType type, int index)
            {
                if (type != DeviceType.CUDA) return new Device(type);
                return cuda.is_available() ? new Device(type, index) : throw new InvalidOperationException("CUDA is not available.");
            }

            private static void RequireReal(ScalarType dtype)
            {
                if (!is_floating_point(dtype) && !is_complex(dtype))
                    throw new ArgumentException($"nn.Module.to only accepts floating point or complex types, but got desired dtype={dtype}");
            }
        }
    }
}
