namespace TorchSharp;

public static partial class torch
{
    /// <summary>Where a tensor's elements lie: kind and number.</summary>
    public class Device
    {
        /// <summary>The device of a kind; index -1 is the current one of that kind.</summary>
        public Device(DeviceType deviceType, int index = -1)
        {
            type = deviceType;
            this.index = deviceType == DeviceType.CPU ? -1 : index;
        }

        /// <summary>The device that a name such as "cuda" and a number mean.</summary>
        public Device(string deviceType, int index = -1)
            : this(TypeOf(deviceType), index)
        {
        }

        /// <summary>The device that a text such as "cpu" or "cuda:1" means.</summary>
        public Device(string description)
        {
            var parts = description.Split(':');
            var number = -1;
            if (parts.Length > 2 || (parts.Length == 2 && !int.TryParse(parts[1], out number)))
                throw new ArgumentException($"'{description}' is no device; write a kind, or a kind and a number: cpu, cuda, cuda:0.");
            type = TypeOf(parts[0]);
            index = type == DeviceType.CPU ? -1 : number;
        }

        /// <summary>A CUDA device by its number.</summary>
        public Device(int index)
            : this(DeviceType.CUDA, index)
        {
        }

        /// <summary>Kind of the device.</summary>
        public DeviceType type { get; } = DeviceType.CPU;

        /// <summary>Number among the devices of its kind; -1 for the current one.</summary>
        public int index { get; } = -1;

        /// <summary>The device that a text such as "cuda:1" means.</summary>
        public static implicit operator Device(string description) => new(description);

        /// <summary>"cpu" or "cuda:1".</summary>
        public override string ToString()
        {
            var kind = type.ToString().ToLowerInvariant();
            return index == -1 ? kind : $"{kind}:{index}";
        }

        private static DeviceType TypeOf(string name) =>
            Enum.TryParse<DeviceType>(name, ignoreCase: true, out var found) && !char.IsDigit(name[0])
                ? found
                : throw new ArgumentException($"'{name}' is no kind of device; use cpu, cuda, mps or meta.");
    }
}
