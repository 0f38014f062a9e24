/*
 * The cell index of docs/cell-index.md in C, to see what JavaScript costs: reads an index as `toBuffer` saves it and positions
 * in degrees, answers all of them some times, prints the CPU seconds of the last time and writes the owners.
 *
 *     cell-index INDEX POSITIONS OWNERS TIMES
 */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { TOGETHER = 1024, NOBODY = -1, HEAD = 17, PER_RING = 4 };
enum { AREAS_AT = 4, RECORD_AT = 7, BORDER = 3, PATCHES = 8, PATCH_BITS = 3 };
enum { MANY, WIDE, NARROW, CROWDED };

static int32_t west, south, columns, columnShift, rowShift, acrossShift, upShift;
static uint32_t across, up, columnMask, rowMask;
static const int32_t *entries, *plans, *records;

static void *readFile(const char *name, size_t *length) {
  FILE *file = fopen(name, "rb");
  if (!file) exit(2);
  fseek(file, 0, SEEK_END);
  *length = (size_t)ftell(file);
  rewind(file);
  void *bytes = malloc(*length);
  if (fread(bytes, 1, *length, file) != *length) exit(2);
  fclose(file);
  return bytes;
}

static int patchShiftOf(int cellShift) { return cellShift > PATCH_BITS ? cellShift - PATCH_BITS : 0; }

static void openIndex(const int32_t *file) {
  if (file[1] != 2) exit(3);
  west = file[3], south = file[4], columnShift = file[7], rowShift = file[8], columns = file[9];
  across = (uint32_t)file[5] - (uint32_t)west, up = (uint32_t)file[6] - (uint32_t)south;
  columnMask = (1u << columnShift) - 1, rowMask = (1u << rowShift) - 1;
  acrossShift = patchShiftOf(columnShift), upShift = patchShiftOf(rowShift);
  entries = file + HEAD + PER_RING * file[11] + file[12];
  plans = entries + file[13];
  records = plans + file[14];
}

static int meets(const int32_t *ends, int32_t x, int32_t y) {
  if (ends[1] > y || ends[3] <= y) return 0;
  __int128 left = (__int128)((int64_t)ends[2] - ends[0]) * ((int64_t)y - ends[1]);
  __int128 right = (__int128)((int64_t)ends[3] - ends[1]) * ((int64_t)x - ends[0]);
  return left - right <= 0;
}

static int32_t firstOfMany(const int32_t *record, int32_t x, int32_t y) {
  int32_t pieces = record[0] >> 2, bits = record[2], held = NOBODY;
  const int32_t *rings = record + 3 + 5 * pieces;
  for (int32_t i = 0; i < pieces; i++) if (meets(record + 3 + 5 * i + 1, x, y)) bits ^= record[3 + 5 * i];
  for (int32_t i = 0; i < record[1]; i++) {
    if (rings[i] != NOBODY && held != NOBODY) return held;
    if (bits & (1 << i)) held = rings[i];
  }
  return held;
}

static int32_t ownerByRecord(int32_t plan, int32_t x, int32_t y) {
  const int32_t *record = records + plans[plan + RECORD_AT];
  int32_t pieces = record[0] >> 2, odd = 0;
  switch (record[0] & 3) {
    case NARROW: {
      int32_t east = (int32_t)(((uint32_t)x - (uint32_t)west) & columnMask) - (int32_t)(columnMask >> 1);
      int32_t north = (int32_t)(((uint32_t)y - (uint32_t)south) & rowMask) - (int32_t)(rowMask >> 1);
      for (const int32_t *piece = record + 1; piece < record + 1 + 2 * pieces; piece += 2) {
        int32_t lowX = piece[0] >> 16, lowY = (int16_t)piece[0], highX = piece[1] >> 16, highY = (int16_t)piece[1];
        int32_t side = (highX - lowX) * (north - lowY) - (highY - lowY) * (east - lowX);
        odd ^= (lowY <= north) & (highY > north) & (side <= 0);
      }
      return plans[plan + AREAS_AT + odd];
    }
    case WIDE:
      for (int32_t i = 0; i < pieces; i++) odd ^= meets(record + 1 + 4 * i, x, y);
      return plans[plan + AREAS_AT + odd];
    case MANY:
      return firstOfMany(record, x, y);
    default:
      exit(4); /* crowded cells are left to another search, and made-up cities have none */
  }
}

static int32_t ownerAt(int32_t x, int32_t y) {
  uint32_t east = (uint32_t)x - (uint32_t)west, north = (uint32_t)y - (uint32_t)south;
  if (east > across || north > up) return NOBODY;
  int32_t entry = entries[(north >> rowShift) * (uint32_t)columns + (east >> columnShift)];
  return entry >= NOBODY ? entry : ownerByRecord(-2 - entry, x, y);
}

static int32_t secondOwner(int32_t x, int32_t y) {
  int32_t owner = ownerAt(x - 1, y);
  if (owner < 0) owner = ownerAt(x, y - 1);
  return owner >= 0 ? owner : ownerAt(x - 1, y - 1);
}

static void answer(const double *positions, int32_t *owners, int points) {
  static int32_t units[2 * TOGETHER], waiting[TOGETHER], waitingPlans[TOGETHER];
  int inCells = 0, inPatches = 0;
  for (int i = 0; i < 2 * points; i++) units[i] = (int32_t)floor(positions[i] * 1e7 + 0.5);
  for (int i = 0; i < points; i++) {
    uint32_t x = (uint32_t)units[2 * i] - (uint32_t)west, y = (uint32_t)units[2 * i + 1] - (uint32_t)south;
    int32_t entry = NOBODY;
    if (x <= across && y <= up) entry = entries[(y >> rowShift) * (uint32_t)columns + (x >> columnShift)];
    owners[i] = entry;
    waiting[inCells] = i;
    inCells += entry < NOBODY;
  }
  for (int at = 0; at < inCells; at++) {
    int i = waiting[at], plan = -2 - owners[i];
    uint32_t column = (((uint32_t)units[2 * i] - (uint32_t)west) & columnMask) >> acrossShift;
    uint32_t row = (((uint32_t)units[2 * i + 1] - (uint32_t)south) & rowMask) >> upShift;
    uint32_t patch = row * PATCHES + column;
    uint32_t code = ((uint32_t)plans[plan + (int)(patch >> 4)] >> ((patch << 1) & 31)) & BORDER;
    owners[i] = plans[plan + AREAS_AT + (int)code];
    waiting[inPatches] = i;
    waitingPlans[inPatches] = plan;
    inPatches += code == BORDER;
  }
  for (int at = 0; at < inPatches; at++) {
    int i = waiting[at];
    owners[i] = ownerByRecord(waitingPlans[at], units[2 * i], units[2 * i + 1]);
  }
  for (int i = 0; i < points; i++) if (owners[i] == NOBODY) owners[i] = secondOwner(units[2 * i], units[2 * i + 1]);
}

static double cpuSeconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

int main(int count, char **arguments) {
  if (count != 5) return 1;
  size_t length;
  openIndex(readFile(arguments[1], &length));
  const double *positions = readFile(arguments[2], &length);
  long points = (long)(length / (2 * sizeof(double)));
  int32_t *owners = malloc((size_t)points * sizeof(int32_t));
  double seconds = 0;
  for (int time = atoi(arguments[4]); time > 0; time--) {
    double start = cpuSeconds();
    for (long from = 0; from < points; from += TOGETHER) {
      answer(positions + 2 * from, owners + from, points - from < TOGETHER ? (int)(points - from) : TOGETHER);
    }
    seconds = cpuSeconds() - start;
  }
  FILE *file = fopen(arguments[3], "wb");
  if (!file || fwrite(owners, sizeof(int32_t), (size_t)points, file) != (size_t)points) return 2;
  fclose(file);
  printf("%.9f\n", seconds);
  return 0;
}
