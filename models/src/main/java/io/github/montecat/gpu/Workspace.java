package io.github.montecat.gpu;

import java.util.EnumMap;
import java.util.Map;

/**
 * Memory that outlives a call, so that a small call need not wait for the driver's allocator. Pieces grow when asked to.
 * The device's context must be current.
 */
final class Workspace implements AutoCloseable {

    /** What a piece of device memory is for. */
    enum Piece {
        /** Spectra. */
        INPUT,
        /** Row numbers. */
        ROWS,
        /** The first layer's states. */
        SEQUENCE,
        /** Between layers, by turns. */
        EVEN_STATES,
        /** Between layers, by turns. */
        ODD_STATES,
        /** The last layer's last states. */
        FINAL_STATE,
        /** Outputs, by turns. */
        EVEN_OUTPUT,
        /** Outputs, by turns. */
        ODD_OUTPUT
    }

    private final GpuDevice device;
    private final Map<Piece, DeviceMemory> pieces = new EnumMap<>(Piece.class);
    private final Map<Piece, HostMemory> landings = new EnumMap<>(Piece.class);
    private final Map<Piece, StreamEvent> events = new EnumMap<>(Piece.class);

    Workspace(GpuDevice device) {
        this.device = device;
    }

    /**
     * @param piece which one
     * @param bytes how much is wanted
     * @return memory of at least that size, its content not defined
     * @throws CudaException if memory does not suffice
     */
    DeviceMemory device(Piece piece, long bytes) {
        DeviceMemory held = pieces.get(piece);
        if (held == null || held.bytes() < bytes) {
            if (pieces.remove(piece) != null) {
                held.close();
            }
            held = device.allocate(bytes);
            pieces.put(piece, held);
        }
        return held;
    }

    /** @return memory of this machine of at least that size where a piece is copied to */
    HostMemory landing(Piece piece, long bytes) {
        HostMemory held = landings.get(piece);
        if (held == null || held.bytes() < bytes) {
            if (landings.remove(piece) != null) {
                held.close();
            }
            held = device.hostMemory(bytes);
            landings.put(piece, held);
        }
        return held;
    }

    /** @return a piece's event */
    StreamEvent event(Piece piece) {
        return events.computeIfAbsent(piece, p -> device.event());
    }

    /** @return device memory held */
    long bytes() {
        return pieces.values().stream().mapToLong(DeviceMemory::bytes).sum();
    }

    /** Gives all memory back; it may be used again. */
    @Override
    public void close() {
        pieces.values().forEach(DeviceMemory::close);
        pieces.clear();
        landings.values().forEach(HostMemory::close);
        landings.clear();
        events.values().forEach(StreamEvent::close);
        events.clear();
    }
}
