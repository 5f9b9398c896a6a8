// Calls any operator that libtorch registers, by name, through its dispatcher: the one path of all arithmetic. A schema's
// defaults fill what the caller leaves out, so that versions which added parameters need no second spelling.
#include "guard.h"

#include <ATen/core/dispatch/Dispatcher.h>
#include <ATen/core/Generator.h>

#include <cstring>
#include <sstream>

namespace {
using c10::IValue;
using c10::TypeKind;

struct Parameter {
    TypeKind kind;     // with the optional taken off
    TypeKind element;  // of a list
    bool optional_elements;
    IValue fallback;
    bool has_fallback;
};

struct Operator {
    c10::OperatorHandle handle;
    std::string name;
    std::vector<Parameter> parameters;
};

Parameter parameter_of(const c10::Argument& argument) {
    auto type = argument.type();
    if (auto optional = type->cast<c10::OptionalType>()) type = optional->getElementType();
    Parameter parameter{type->kind(), TypeKind::AnyType, false, {}, argument.default_value().has_value()};
    if (parameter.has_fallback) parameter.fallback = *argument.default_value();
    if (auto list = type->cast<c10::ListType>()) {
        auto element = list->getElementType();
        if (auto optional = element->cast<c10::OptionalType>()) {
            parameter.optional_elements = true;
            element = optional->getElementType();
        }
        parameter.element = element->kind();
    }
    return parameter;
}

IValue tensor_list(const Value& value, bool optional_elements) {
    auto handles = reinterpret_cast<void**>(value.bits);
    if (optional_elements) {
        c10::List<Optional<at::Tensor>> list;
        list.reserve(value.count);
        for (int32_t i = 0; i < value.count; i++) {
            if (handles[i]) list.push_back(tensor_of(handles[i]));
            else list.push_back(nothing);
        }
        return list;
    }
    c10::List<at::Tensor> list;
    list.reserve(value.count);
    for (int32_t i = 0; i < value.count; i++) list.push_back(tensor_or_undefined(handles[i]));
    return list;
}

double double_of(int64_t bits) {
    double number;
    std::memcpy(&number, &bits, sizeof number);
    return number;
}

IValue number(const Value& value, TypeKind wanted) {
    if (value.kind == Double) return double_of(value.bits);
    if (wanted == TypeKind::FloatType) return static_cast<double>(value.bits);
    return value.bits;
}

// Numbers become what the schema asks for, since managed callers pass `2` where libtorch wants `2.0`.
IValue convert(const Value& value, const Parameter& wanted) {
    switch (value.kind) {
        case Omitted:
            TORCH_CHECK(wanted.has_fallback, "an argument without a default was left out");
            return wanted.fallback;
        case None:
            return {};
        case TensorKind:
            return value.bits ? IValue(tensor_of(reinterpret_cast<void*>(value.bits))) : IValue();
        case Int:
        case Double:
            if (wanted.kind != TypeKind::ListType) return number(value, wanted.kind);
            if (wanted.element == TypeKind::FloatType) return c10::List<double>({number(value, wanted.element).toDouble()});
            return c10::List<int64_t>({value.bits});
        case Bool:
            return value.bits != 0;
        case IntList: {
            auto numbers = reinterpret_cast<const int64_t*>(value.bits);
            return c10::List<int64_t>(c10::ArrayRef<int64_t>(numbers, value.count));
        }
        case DoubleList: {
            auto numbers = reinterpret_cast<const double*>(value.bits);
            return c10::List<double>(c10::ArrayRef<double>(numbers, value.count));
        }
        case TensorList:
            return tensor_list(value, wanted.optional_elements);
        case Text:
            return std::string(reinterpret_cast<const char*>(value.bits), value.count);
        case DeviceKind:
            return c10::Device(static_cast<c10::DeviceType>(value.count), static_cast<c10::DeviceIndex>(value.bits));
        case GeneratorKind:
            return value.bits ? IValue(*reinterpret_cast<at::Generator*>(value.bits)) : IValue();
        default:
            TORCH_CHECK(false, "an argument of unknown kind ", value.kind);
    }
}

// Handles of a returned list stay valid until this thread's next call.
thread_local std::vector<void*> returned_list;

Value give(IValue&& result) {
    if (result.isTensor()) return {TensorKind, 0, reinterpret_cast<int64_t>(handle_of(std::move(result).toTensor()))};
    if (result.isInt()) return {Int, 0, result.toInt()};
    if (result.isBool()) return {Bool, 0, result.toBool()};
    if (result.isDouble()) {
        Value value{Double, 0, 0};
        auto number = result.toDouble();
        std::memcpy(&value.bits, &number, sizeof number);
        return value;
    }
    if (result.isTensorList()) {
        returned_list.clear();
        for (const at::Tensor& tensor : result.toTensorVector()) returned_list.push_back(handle_of(at::Tensor(tensor)));
        return {TensorList, static_cast<int32_t>(returned_list.size()), reinterpret_cast<int64_t>(returned_list.data())};
    }
    return {None, 0, 0};
}

// "add(float32[2, 3], float32[4])"
std::string spell(const Operator& op, const Value* arguments, int32_t count) {
    std::ostringstream text;
    text << op.name << '(';
    bool first = true;
    auto add = [&](void* handle) {
        text << (first ? "" : ", ") << describe(tensor_or_undefined(handle));
        first = false;
    };
    for (int32_t i = 0; i < count; i++) {
        auto& value = arguments[i];
        if (value.kind == TensorKind && value.bits) add(reinterpret_cast<void*>(value.bits));
        if (value.kind == TensorList)
            for (int32_t j = 0; j < value.count; j++) add(reinterpret_cast<void**>(value.bits)[j]);
        if (value.kind == IntList) {
            text << (first ? "[" : ", [");
            for (int32_t j = 0; j < value.count; j++) text << (j ? ", " : "") << reinterpret_cast<const int64_t*>(value.bits)[j];
            text << ']';
            first = false;
        }
        if (value.kind == Int) {
            text << (first ? "" : ", ") << value.bits;
            first = false;
        }
    }
    text << ')';
    return text.str();
}

thread_local torch::jit::Stack spare;
}

Status ts_operator_find(const char* name, const char* overload, void** found) {
    return guarded(name, [&] {
        auto handle = c10::Dispatcher::singleton().findSchema({name, overload});
        TORCH_CHECK(handle.has_value(), "this libtorch has no operator of that name and overload '", overload, "'");
        std::string shown = name;
        auto op = new Operator{*handle, shown.substr(shown.find("::") + 2), {}};
        for (auto& argument : handle->schema().arguments()) op->parameters.push_back(parameter_of(argument));
        *found = op;
    });
}

Status ts_operator_call(void* found, const Value* arguments, int32_t count, Value* results, int32_t capacity, int32_t* returned) {
    auto& op = *static_cast<Operator*>(found);
    // Taken, not borrowed: what a call frees may call back into this library.
    torch::jit::Stack stack = std::move(spare);
    stack.clear();
    try {
        auto& parameters = op.parameters;
        TORCH_CHECK(static_cast<size_t>(count) <= parameters.size(), "takes ", parameters.size(), " arguments, not ", count);
        for (int32_t i = 0; i < count; i++) stack.push_back(convert(arguments[i], parameters[i]));
        for (size_t i = count; i < parameters.size(); i++) stack.push_back(convert({Omitted, 0, 0}, parameters[i]));

        op.handle.callBoxed(stack);

        auto kept = std::min<int32_t>(capacity, stack.size());
        for (int32_t i = 0; i < kept; i++) results[i] = give(std::move(stack[i]));
        *returned = kept;
        stack.clear();
        spare = std::move(stack);
        return 0;
    } catch (...) {
        return note_failure(spell(op, arguments, count));
    }
}
