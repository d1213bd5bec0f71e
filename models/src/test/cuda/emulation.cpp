#include <stdint.h>

#include "emulation.h"

#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <ucontext.h>

#include <memory>
#include <vector>

namespace emulated {

Index thread, block, blocks_size;

namespace {

const size_t STACK = 64 * 1024;
const int LANES = 32;
/** Shared memory starts at a multiple of this, and as much behind it must stay untouched. */
const size_t ALIGNED = 128;

struct Fiber;

/** Where a number of fibers wait for one another. */
struct Meeting {
    unsigned size = 0;
    std::vector<Fiber *> waiting;
};

/** What the lanes of a warp show one another; two places by turns, so that one meeting per instruction is enough. */
struct Warp {
    Meeting meeting;
    /** Who goes first. */
    uint32_t urgency;
    float a[2][LANES][8];
    float b[2][LANES][4];
    const uint16_t *rows[2][LANES];
};

struct Block {
    Meeting meeting;
    unsigned number, rank;
    std::vector<unsigned char> storage;
    unsigned char *shared;
    std::vector<Warp> warps;
};

struct Copy {
    void *to;
    const void *from;
};

struct Fiber {
    Block *home;
    Warp *warp;
    unsigned thread, lane, turn;
    bool started, finished;
    ucontext_t start;
    jmp_buf place;
    std::unique_ptr<char[]> stack;
    std::vector<Copy> copies;
};

std::vector<Fiber *> ready;
std::vector<Block> cluster_blocks;
Meeting cluster_meeting;
Fiber *self;
jmp_buf scheduler;
const std::function<void()> *body;
uint32_t order = 1;

uint32_t next_random() {
    order ^= order << 13;
    order ^= order >> 17;
    order ^= order << 5;
    return order;
}

void entry() {
    (*body)();
    self->finished = true;
    _longjmp(scheduler, 1);
}

/** A random fiber of those that are ready, rather one of an urgent warp, so that some run far ahead of others. */
size_t choose() {
    size_t chosen = next_random() % ready.size();
    for (int i = 0; i < 5; i++) {
        size_t other = next_random() % ready.size();
        if (ready[other]->warp->urgency > ready[chosen]->warp->urgency) {
            chosen = other;
        }
    }
    return chosen;
}

/** Runs fibers until none is ready. */
__attribute__((noinline)) void run_all() {
    while (!ready.empty()) {
        size_t i = choose();
        self = ready[i];
        ready[i] = ready.back();
        ready.pop_back();
        thread.x = self->thread;
        block.x = self->home->number;
        if (_setjmp(scheduler) == 0) {
            if (self->started) {
                _longjmp(self->place, 1);
            }
            self->started = true;
            setcontext(&self->start);
        }
    }
}

__attribute__((noinline)) void meet(Meeting &meeting) {
    meeting.waiting.push_back(self);
    if (meeting.waiting.size() == meeting.size) {
        ready.insert(ready.end(), meeting.waiting.begin(), meeting.waiting.end());
        meeting.waiting.clear();
    }
    if (_setjmp(self->place) == 0) {
        _longjmp(scheduler, 1);
    }
}

}  // namespace

void shuffle_by(uint32_t seed) {
    order = seed * 2654435761u | 1;
}

void run(unsigned grid, unsigned cluster, unsigned threads, unsigned shared_bytes, const std::function<void()> &kernel) {
    body = &kernel;
    blocks_size.x = threads;
    std::vector<Fiber> fibers(cluster * threads);
    for (Fiber &f : fibers) {
        f.stack.reset(new char[STACK]);
    }
    for (unsigned first = 0; first < grid; first += cluster) {
        cluster_blocks.assign(cluster, Block());
        cluster_meeting = Meeting();
        cluster_meeting.size = cluster * threads;
        for (unsigned b = 0; b < cluster; b++) {
            Block &home = cluster_blocks[b];
            home.meeting.size = threads;
            home.number = first + b;
            home.rank = b;
            // Neither zero nor a number: what is read before it is written shows.
            home.storage.assign(shared_bytes + 2 * ALIGNED, 0xFF);
            home.shared = home.storage.data() + ALIGNED - (uintptr_t) home.storage.data() % ALIGNED;
            home.warps.assign((threads + LANES - 1) / LANES, Warp());
            uint32_t urgency = next_random() << 8;
            for (Warp &w : home.warps) {
                w.urgency = urgency + (next_random() & 255);
            }
            for (unsigned t = 0; t < threads; t++) {
                Fiber &f = fibers[b * threads + t];
                f.home = &home;
                f.warp = &home.warps[t / LANES];
                f.warp->meeting.size++;
                f.thread = t;
                f.lane = t % LANES;
                f.turn = 0;
                f.started = f.finished = false;
                f.copies.clear();
                getcontext(&f.start);
                f.start.uc_stack.ss_sp = f.stack.get();
                f.start.uc_stack.ss_size = STACK;
                f.start.uc_link = nullptr;
                makecontext(&f.start, entry, 0);
                ready.push_back(&f);
            }
        }
        run_all();
        for (Block &home : cluster_blocks) {
            for (unsigned char *p = home.shared + shared_bytes; p < home.storage.data() + home.storage.size(); p++) {
                if (*p != 0xFF) {
                    fprintf(stderr, "emulation: block %u writes beyond its shared memory\n", home.number);
                    abort();
                }
            }
        }
        for (Fiber &f : fibers) {
            if (!f.finished) {
                fprintf(stderr, "emulation: block %u ends with threads that wait for others\n", f.home->number);
                abort();
            }
            if (!f.copies.empty()) {
                fprintf(stderr, "emulation: block %u ends with copies nobody waited for\n", f.home->number);
                abort();
            }
        }
    }
}

float half_to_float(uint16_t bits) {
    int exponent = bits >> 10 & 31;
    int fraction = bits & 1023;
    float sign = bits >> 15 ? -1.0f : 1.0f;
    if (exponent == 31) {
        return fraction ? NAN : sign * INFINITY;
    }
    return sign * (exponent ? ldexpf(1024 + fraction, exponent - 25) : ldexpf(fraction, -24));
}

uint16_t float_to_half(float value) {
    uint16_t sign = signbit(value) ? 0x8000 : 0;
    float size = fabsf(value);
    if (isnan(value)) {
        return 0x7FFF;
    }
    if (size >= 65520) {
        return sign | 0x7C00;
    }
    if (size == 0) {
        return sign;
    }
    int exponent;
    frexpf(size, &exponent);
    // One unit in the last place is 2^(exponent - 11), and 2^-24 among subnormal numbers; rintf rounds ties to even.
    int ulp = max(exponent - 11, -24);
    int count = (int) rintf(ldexpf(size, -ulp));
    return sign + (uint16_t) (count + (ulp + 24) * 1024);
}

unsigned char *shared_memory() {
    return self->home->shared;
}

namespace {

/** Decoding is most of the emulation's time. */
struct HalfTable {
    std::vector<float> values;
    HalfTable() : values(65536) {
        for (int i = 0; i < 65536; i++) {
            values[i] = half_to_float((uint16_t) i);
        }
    }
    void decode(uint32_t pair, float *to) const {
        to[0] = values[pair & 0xFFFF];
        to[1] = values[pair >> 16];
    }
};
const HalfTable table;

}  // namespace

void warp_multiply_add(float (&d)[4], const uint32_t (&a)[4], uint32_t b0, uint32_t b1) {
    int turn = self->turn++ & 1;
    Warp &w = *self->warp;
    for (int i = 0; i < 4; i++) {
        table.decode(a[i], w.a[turn][self->lane] + 2 * i);
    }
    table.decode(b0, w.b[turn][self->lane]);
    table.decode(b1, w.b[turn][self->lane] + 2);
    meet(w.meeting);
    int g = self->lane / 4;
    int q = self->lane % 4;
    for (int i = 0; i < 4; i++) {
        // d[0], d[1]: row g; d[2], d[3]: row g + 8; columns 2q and 2q + 1.
        int column = 2 * q + (i & 1);
        double sum = 0;
        for (int k = 0; k < 16; k++) {
            // Lane (row, k / 2 % 4) holds a's row and row + 8 at k % 8 and k % 8 + 8; b's rows likewise.
            const float *row = w.a[turn][4 * g + k % 8 / 2];
            float left = row[(k >= 8 ? 4 : 0) + (i >= 2 ? 2 : 0) + k % 2];
            float right = w.b[turn][4 * column + k % 8 / 2][(k >= 8 ? 2 : 0) + k % 2];
            sum += (double) left * right;
        }
        d[i] = (float) (d[i] + sum);
    }
}

void warp_load_matrices(uint32_t (&a)[4], const uint16_t *row) {
    int turn = self->turn++ & 1;
    Warp &w = *self->warp;
    w.rows[turn][self->lane] = row;
    if ((uintptr_t) row % 16) {
        fprintf(stderr, "emulation: a row of a matrix does not start at a multiple of 16 bytes\n");
        abort();
    }
    meet(w.meeting);
    for (int m = 0; m < 4; m++) {
        memcpy(&a[m], w.rows[turn][8 * m + self->lane / 4] + 2 * (self->lane % 4), 4);
    }
}

void start_copy(void *to, const void *from) {
    if ((uintptr_t) to % 16 || (uintptr_t) from % 16) {
        fprintf(stderr, "emulation: a copy does not start at a multiple of 16 bytes\n");
        abort();
    }
    self->copies.push_back({to, from});
}

void finish_copies() {
    for (const Copy &c : self->copies) {
        memcpy(c.to, c.from, 16);
    }
    self->copies.clear();
}

void wait_for_warp() {
    meet(self->warp->meeting);
}

void wait_for_block() {
    meet(self->home->meeting);
}

void wait_for_cluster() {
    meet(cluster_meeting);
}

int rank_in_cluster() {
    return (int) self->home->rank;
}

void store_in_cluster(uint32_t *place, uint32_t value) {
    size_t offset = (unsigned char *) place - self->home->shared;
    for (Block &b : cluster_blocks) {
        memcpy(b.shared + offset, &value, 4);
    }
}

}  // namespace emulated
