package io.github.montecat.gpu;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** The arguments of a kernel in the form of {@code cuLaunchKernel}: an array of pointers to the values. Built in order. */
final class KernelArguments {

    private final List<Memory> values = new ArrayList<>();
    private Memory array;

    /** Appends a device address. */
    KernelArguments address(DeviceMemory memory) {
        return number(memory.address());
    }

    /** Appends a 64-bit integer. */
    KernelArguments number(long value) {
        Memory m = new Memory(Long.BYTES);
        m.setLong(0, value);
        values.add(m);
        return this;
    }

    /** Appends a 32-bit integer. */
    KernelArguments number(int value) {
        Memory m = new Memory(Integer.BYTES);
        m.setInt(0, value);
        values.add(m);
        return this;
    }

    /** Appends a number in single precision. */
    KernelArguments number(float value) {
        Memory m = new Memory(Float.BYTES);
        m.setFloat(0, value);
        values.add(m);
        return this;
    }

    /** Appends a structure, from the buffer's position to its limit. */
    KernelArguments structure(ByteBuffer bytes) {
        byte[] copy = new byte[bytes.remaining()];
        bytes.order(ByteOrder.nativeOrder()).get(copy);
        Memory m = new Memory(copy.length);
        m.write(0, copy, 0, copy.length);
        values.add(m);
        return this;
    }

    /** @return the array of pointers; valid as long as this object */
    Pointer pointers() {
        array = new Memory((long) Native.POINTER_SIZE * values.size());
        for (int i = 0; i < values.size(); i++) {
            array.setPointer((long) Native.POINTER_SIZE * i, values.get(i));
        }
        return array;
    }
}
