#include "guard.h"

#include <c10/util/Exception.h>

#include <sstream>

namespace {
thread_local std::string message;
thread_local int64_t managed_failure = 0;

const char* name_of(at::ScalarType type) {
    switch (type) {
        case at::ScalarType::Byte: return "uint8";
        case at::ScalarType::Char: return "int8";
        case at::ScalarType::Short: return "int16";
        case at::ScalarType::Int: return "int32";
        case at::ScalarType::Long: return "int64";
        case at::ScalarType::Half: return "float16";
        case at::ScalarType::Float: return "float32";
        case at::ScalarType::Double: return "float64";
        case at::ScalarType::ComplexFloat: return "complex64";
        case at::ScalarType::ComplexDouble: return "complex128";
        case at::ScalarType::Bool: return "bool";
        case at::ScalarType::BFloat16: return "bfloat16";
        default: return c10::toString(type);
    }
}

std::string first_line(const std::string& text) { return text.substr(0, text.find('\n')); }
}

std::string describe(const at::Tensor& tensor) {
    if (!tensor.defined()) return "none";
    std::ostringstream text;
    text << name_of(tensor.scalar_type()) << '[';
    for (int64_t i = 0; i < tensor.dim(); i++) text << (i ? ", " : "") << tensor.size(i);
    text << ']';
    if (!tensor.is_cpu()) text << " on " << tensor.device();
    return text.str();
}

Status note_failure(const std::string& operation) noexcept {
    try {
        throw;
    } catch (const ManagedFailure& failure) {
        managed_failure = failure.id;
        message = operation + ": " + failure.what();
        return 2;
    } catch (const c10::Error& error) {
        message = operation + ": " + first_line(error.msg());
    } catch (const std::exception& error) {
        message = operation + ": " + first_line(error.what());
    } catch (...) {
        message = operation + ": an exception of unknown type";
    }
    return 1;
}

const char* ts_error() { return message.c_str(); }

int64_t ts_managed_error() { return managed_failure; }
