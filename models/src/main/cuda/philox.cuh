// Dropout masks by counter, bit for bit those of io.github.montecat.random.DropoutMask.
//
// Source: Salmon, Moraes, Dror and Shaw 2011, "Parallel random numbers: as easy as 1, 2, 3", section 3.3.
#pragma once
#include "machine.cuh"

/** 16 bytes: the 8 units of one Philox block as half-precision numbers, or their mask. */
struct alignas(16) Eight {
    uint32_t word[4];
};

/** Encrypts a counter with Philox 4x32, 10 rounds. */
DEVICE inline Eight philox(uint64_t key, uint32_t c0, uint32_t c1, uint32_t c2, uint32_t c3) {
    uint32_t k0 = (uint32_t) key;
    uint32_t k1 = (uint32_t) (key >> 32);
#pragma unroll
    for (int round = 0; round < 10; round++) {
        uint64_t p0 = 0xD2511F53ull * c0;
        uint64_t p1 = 0xCD9E8D57ull * c2;
        c0 = (uint32_t) (p1 >> 32) ^ c1 ^ k0;
        c1 = (uint32_t) p1;
        c2 = (uint32_t) (p0 >> 32) ^ c3 ^ k1;
        c3 = (uint32_t) p0;
        k0 += 0x9E3779B9u;
        k1 += 0xBB67AE85u;
    }
    return {{c0, c1, c2, c3}};
}

/** Which masks to draw: what is the same for all passes of a spectrum. */
struct MaskSource {
    uint64_t seed;
    uint64_t row;
    /** A unit is dropped if its 16 bits are below this. */
    uint32_t threshold;
    /** Philox blocks per step: units / 8, rounded up. */
    int blocks;
};

/**
 * The survivors among units 8 block to 8 block + 7 after a step of a layer: 0xFFFF or 0 per unit, two units per word,
 * the low half first, so that a bitwise AND drops half-precision numbers.
 *
 * `sequence` is layer * steps + step, as in DropoutMask.fill.
 */
DEVICE inline Eight survivors(const MaskSource &source, uint32_t pass, int sequence, int block) {
    Eight bits = philox(source.seed, (uint32_t) (sequence * source.blocks + block), pass, (uint32_t) source.row,
                        (uint32_t) (source.row >> 32));
#pragma unroll
    for (int i = 0; i < 4; i++) {
        uint32_t low = (bits.word[i] & 0xFFFFu) < source.threshold ? 0u : 0x0000FFFFu;
        uint32_t high = (bits.word[i] >> 16) < source.threshold ? 0u : 0xFFFF0000u;
        bits.word[i] = low | high;
    }
    return bits;
}

DEVICE inline Eight operator&(const Eight &a, const Eight &b) {
    return {{a.word[0] & b.word[0], a.word[1] & b.word[1], a.word[2] & b.word[2], a.word[3] & b.word[3]}};
}
