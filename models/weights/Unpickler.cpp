#include "models/weights/Unpickler.h"

#include "core/base/Error.h"
#include "models/weights/PickleGlobals.h"
#include "models/weights/PickleValue.h"

#include <cstring>
#include <tuple>

// Opcodes and their arguments: CPython's pickletools, protocols 2 to 4.
namespace vxs::weights {
namespace {

// Ten times what BLIP checkpoints need; a hostile file stays below 200 MB and a second.
constexpr std::size_t kMaxPickleBytes = 64 << 20;
constexpr std::size_t kMaxValues = 1'000'000;
constexpr std::size_t kMaxCopies = 4'000'000;  // container entries that REDUCE copies
constexpr std::size_t kMaxNameBytes = 512;
constexpr int kMaxDepth = 8;
constexpr std::int64_t kMaxElements = std::int64_t{1} << 40;

[[noreturn]] void damaged(const std::string& reason) {
  throw Error("the pickle is damaged: " + reason);
}

}  // namespace

struct Unpickler::Machine {
  std::span<const std::byte> bytes;
  const StorageLookup& storage;
  std::size_t at = 0;
  std::vector<PickleValue> arena;
  std::vector<std::size_t> stack;
  std::map<std::uint64_t, std::size_t> memo;
  std::size_t copies = 0;

  template <class Integer>
  Integer read() {
    Integer value{};
    if (bytes.size() - at < sizeof value) damaged("it ends in the middle of a value");
    std::memcpy(&value, bytes.data() + at, sizeof value);
    at += sizeof value;
    return value;
  }
  std::string readText(std::uint64_t length) {
    if (length > bytes.size() - at) damaged("a text runs past the end");
    std::string text(reinterpret_cast<const char*>(bytes.data()) + at, length);
    at += length;
    return text;
  }
  std::string readLine() {
    std::string line;
    for (char c = read<char>(); c != '\n'; c = read<char>()) line += c;
    return line;
  }
  std::size_t make(PickleValue value) {
    if (arena.size() >= kMaxValues) damaged("too many values");
    arena.push_back(std::move(value));
    return arena.size() - 1;
  }
  void push(PickleValue value) { stack.push_back(make(std::move(value))); }
  void push(PickleKind kind, std::int64_t integer = 0, std::string text = {}) {
    push(PickleValue{kind, integer, std::move(text), {}, {}, {}});
  }
  std::size_t pop() {
    if (stack.empty()) damaged("its stack ran empty");
    const std::size_t index = stack.back();
    stack.pop_back();
    return index;
  }
  PickleValue& top(PickleKind kind) {
    if (stack.empty() || arena[stack.back()].kind != kind)
      damaged("an operation met a value of the wrong kind");
    return arena[stack.back()];
  }
  const PickleValue& expect(std::size_t index, PickleKind kind) const {
    if (arena[index].kind != kind) damaged("a value is of the wrong kind");
    return arena[index];
  }
  /// An argument tuple of its own, since pushing values moves the arena.
  PickleValue popTuple() {
    const PickleValue& tuple = expect(pop(), PickleKind::Tuple);
    countCopies(tuple.items.size());
    return tuple;
  }
  void countCopies(std::size_t count) {
    copies += count;
    if (copies > kMaxCopies) damaged("too many values");
  }
  std::vector<std::size_t> popToMark() {
    std::size_t mark = stack.size();
    while (mark > 0 && arena[stack[mark - 1]].kind != PickleKind::Mark) --mark;
    if (mark == 0) damaged("a mark is missing");
    std::vector<std::size_t> items(stack.begin() + static_cast<std::ptrdiff_t>(mark), stack.end());
    stack.resize(mark - 1);
    return items;
  }
  void pushTuple(std::vector<std::size_t> items) {
    push(PickleValue{PickleKind::Tuple, 0, {}, std::move(items), {}, {}});
  }
  void pushTupleOf(std::size_t count) {
    if (stack.size() < count) damaged("its stack ran empty");
    std::vector<std::size_t> items(stack.end() - static_cast<std::ptrdiff_t>(count), stack.end());
    stack.resize(stack.size() - count);
    pushTuple(std::move(items));
  }
  void pushGlobal(const std::string& module, const std::string& name) {
    const std::string global = module + "." + name;
    if (!isAllowed(global))
      throw Error("it refers to " + global +
                  ", which is not allowed in a weights file (nothing was executed)");
    push(PickleKind::Global, 0, global);
  }
  void setItems(const std::vector<std::size_t>& items) {
    PickleValue& dict = top(PickleKind::Dict);
    if (items.size() % 2) damaged("a dictionary key has no value");
    for (std::size_t i = 0; i < items.size(); i += 2) dict.entries.emplace_back(items[i], items[i + 1]);
  }
  void appendItems(const std::vector<std::size_t>& items) {
    PickleValue& list = top(PickleKind::List);
    list.items.insert(list.items.end(), items.begin(), items.end());
  }
  void pushMemo(std::uint64_t key) {
    const auto found = memo.find(key);
    if (found == memo.end()) damaged("it recalls a value that it never stored");
    stack.push_back(found->second);
  }
  void store(std::uint64_t key) {
    if (stack.empty()) damaged("its stack ran empty");
    memo[key] = stack.back();
  }
  void pushLong(std::size_t length) {
    if (length > 8) damaged("an integer is too large");
    const std::string text = readText(length);
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < length; ++i)
      value |= static_cast<std::uint64_t>(static_cast<unsigned char>(text[i])) << (8 * i);
    if (length > 0 && length < 8 && (text.back() & 0x80)) value |= ~std::uint64_t{0} << (8 * length);
    push(PickleKind::Int, static_cast<std::int64_t>(value));
  }

  std::int64_t integerAt(const PickleValue& tuple, std::size_t i) const {
    return expect(tuple.items.at(i), PickleKind::Int).integer;
  }
  std::vector<std::int64_t> integers(std::size_t index) const {
    std::vector<std::int64_t> values;
    if (expect(index, PickleKind::Tuple).items.size() > 8) damaged("a tensor has too many dimensions");
    for (const std::size_t item : expect(index, PickleKind::Tuple).items)
      values.push_back(expect(item, PickleKind::Int).integer);
    return values;
  }
  void pushStorage();
  void reduce();
  PickleValue rebuildTensor(const PickleValue& arguments) const;
  bool step(unsigned char opcode);
  bool stepText(unsigned char opcode);
  bool stepConstant(unsigned char opcode);
  void run();
};

/// ('storage', type, key, location, element count)
void Unpickler::Machine::pushStorage() {
  const PickleValue id = popTuple();
  if (id.items.size() != 5 || expect(id.items[0], PickleKind::String).text != "storage")
    damaged("a persistent id is not a storage");
  const auto type = storageType(expect(id.items[1], PickleKind::Global).text);
  if (!type) damaged("a storage has no element type");
  const std::string key = expect(id.items[2], PickleKind::String).text;
  const std::span<const std::byte> content = storage(key);
  const std::int64_t count = integerAt(id, 4);
  if (count < 0 || static_cast<std::uint64_t>(count) > content.size() / byteSize(*type))
    damaged("storage " + key + " claims " + std::to_string(count) + " elements, its data has " +
            std::to_string(content.size()) + " bytes");
  push(PickleValue{PickleKind::Storage, 0, {}, {}, {}, TensorView{*type, {count}, {}, content.data()}});
}

/// (storage, offset, size, stride, ...)
PickleValue Unpickler::Machine::rebuildTensor(const PickleValue& arguments) const {
  if (arguments.items.size() < 4) damaged("a tensor lacks arguments");
  const PickleValue& store = expect(arguments.items[0], PickleKind::Storage);
  const std::int64_t offset = integerAt(arguments, 1), available = store.tensor.shape[0];
  const std::vector<std::int64_t> shape = integers(arguments.items[2]),
                                  strides = integers(arguments.items[3]);
  if (shape.size() != strides.size() || shape.size() > 8 || offset < 0 || offset > available)
    damaged("a tensor's shape and strides do not agree");
  if (available > kMaxElements) damaged("a storage is too large");
  std::int64_t last = offset, dense = 1;
  bool empty = false, contiguous = true;
  for (std::size_t i = shape.size(); i-- > 0;) {
    if (shape[i] < 0 || strides[i] < 0 || shape[i] > kMaxElements || strides[i] > kMaxElements)
      damaged("a tensor's shape does not fit its storage");
    empty = empty || shape[i] == 0;
    contiguous = contiguous && (shape[i] == 1 || strides[i] == dense);
    if (shape[i] > 0 && dense > kMaxElements / shape[i]) damaged("a tensor has too many elements");
    dense *= shape[i];
  }
  for (std::size_t i = 0; i < shape.size() && !empty; ++i) {
    if (shape[i] > 1 && strides[i] > 0 && shape[i] - 1 > (available - last) / strides[i])
      damaged("a tensor reaches past the end of its storage");
    last += (shape[i] - 1) * strides[i];
  }
  if (!empty && last >= available) damaged("a tensor reaches past the end of its storage");
  PickleValue value{PickleKind::Tensor, 0, {}, {}, {}, store.tensor};
  value.tensor.shape = shape;
  value.tensor.strides = contiguous ? std::vector<std::int64_t>{} : strides;
  value.tensor.data += static_cast<std::size_t>(offset) * byteSize(store.tensor.type);
  return value;
}

void Unpickler::Machine::reduce() {
  const PickleValue arguments = popTuple();
  const std::string function = expect(pop(), PickleKind::Global).text;
  if (function == "collections.OrderedDict") {
    push(PickleKind::Dict);
    for (const std::size_t list : arguments.items)
      for (const std::size_t pair : expect(list, PickleKind::List).items) {
        countCopies(1 + arena[pair].items.size());
        setItems(arena[pair].items);
      }
  } else if (function == "torch._utils._rebuild_tensor_v2") {
    push(rebuildTensor(arguments));
  } else if (function == "torch._utils._rebuild_parameter" && !arguments.items.empty()) {
    push(expect(arguments.items[0], PickleKind::Tensor));
  } else {
    damaged(function + " is used as a function");
  }
}

/// Opcodes that carry a text, number or memo key; false when `opcode` is none of them.
bool Unpickler::Machine::stepText(unsigned char opcode) {
  switch (opcode) {
    case 'X':
    case 'T':
    case 'B':
      push(PickleKind::String, 0, readText(read<std::uint32_t>()));
      return true;
    case 0x8c:
    case 'U':
    case 'C':
      push(PickleKind::String, 0, readText(read<std::uint8_t>()));
      return true;
    case 'J':
      push(PickleKind::Int, read<std::int32_t>());
      return true;
    case 'K':
      push(PickleKind::Int, read<std::uint8_t>());
      return true;
    case 'M':
      push(PickleKind::Int, read<std::uint16_t>());
      return true;
    case 0x8a:
      pushLong(read<std::uint8_t>());
      return true;
    case 'G':
      read<std::uint64_t>();
      push(PickleKind::Float);
      return true;
    case 'q':
      store(read<std::uint8_t>());
      return true;
    case 'r':
      store(read<std::uint32_t>());
      return true;
    case 0x94:
      store(memo.size());
      return true;
    case 'h':
      pushMemo(read<std::uint8_t>());
      return true;
    case 'j':
      pushMemo(read<std::uint32_t>());
      return true;
    case 0x80:
      read<std::uint8_t>();
      return true;
    case 0x95:
      read<std::uint64_t>();
      return true;
    default:
      return false;
  }
}

/// Opcodes that push a fixed or empty value; false when `opcode` is none of them.
bool Unpickler::Machine::stepConstant(unsigned char opcode) {
  static constexpr std::tuple<unsigned char, PickleKind, int> kConstants[] = {
      {'(', PickleKind::Mark, 0},  {'N', PickleKind::None, 0}, {0x88, PickleKind::Bool, 1},
      {0x89, PickleKind::Bool, 0}, {'}', PickleKind::Dict, 0}, {']', PickleKind::List, 0},
      {')', PickleKind::Tuple, 0}};
  for (const auto& [code, kind, value] : kConstants)
    if (code == opcode) {
      push(kind, value);
      return true;
    }
  return false;
}

/// One operation; false at the end of the pickle.
bool Unpickler::Machine::step(unsigned char opcode) {
  if (stepText(opcode) || stepConstant(opcode)) return true;
  switch (opcode) {
    case '.':
      return false;
    case 't':
      pushTuple(popToMark());
      break;
    case 0x85:
      pushTupleOf(1);
      break;
    case 0x86:
      pushTupleOf(2);
      break;
    case 0x87:
      pushTupleOf(3);
      break;
    case 'c': {
      const std::string module = readLine(), name = readLine();
      pushGlobal(module, name);
      break;
    }
    case 0x93: {
      const std::string name = expect(pop(), PickleKind::String).text,
                        module = expect(pop(), PickleKind::String).text;
      pushGlobal(module, name);
      break;
    }
    case 'i': {  // INST: a global called with what lies above the mark
      const std::string module = readLine(), name = readLine();
      pushGlobal(module, name);
      damaged(module + "." + name + " is used as a function");
    }
    case 'Q':
      pushStorage();
      break;
    case 'R':
      reduce();
      break;
    case 's': {
      const std::size_t value = pop(), key = pop();
      setItems({key, value});
      break;
    }
    case 'u':
      setItems(popToMark());
      break;
    case 'a':
      appendItems({pop()});
      break;
    case 'e':
      appendItems(popToMark());
      break;
    case 'b':  // object state (e.g. OrderedDict's _metadata) carries no weights
    case '0':
      pop();
      break;
    default:
      damaged("unknown operation " + std::to_string(opcode) + " at byte " + std::to_string(at - 1));
  }
  return true;
}

void Unpickler::Machine::run() {
  while (step(read<unsigned char>())) {
  }
}

Unpickler::Unpickler(std::span<const std::byte> pickle, StorageLookup storage)
    : m_pickle(pickle), m_storage(std::move(storage)) {}

std::map<std::string, TensorView> Unpickler::tensors() {
  if (m_pickle.size() > kMaxPickleBytes) throw Error("its pickle is too large for a weights file");
  Machine machine{m_pickle, m_storage, 0, {}, {}, {}};
  machine.run();
  struct Pending {
    std::size_t dict;
    std::string prefix;
    int depth;
  };
  std::vector<Pending> pending{{machine.pop(), "", 1}};
  machine.expect(pending.front().dict, PickleKind::Dict);
  std::map<std::string, TensorView> result;
  std::vector<bool> seen(machine.arena.size());
  while (!pending.empty()) {
    const Pending current = pending.back();
    pending.pop_back();
    if (seen[current.dict]) continue;
    seen[current.dict] = true;
    for (const auto& [key, value] : machine.arena[current.dict].entries) {
      if (machine.arena[key].kind != PickleKind::String) continue;
      if (machine.arena[key].text.size() > kMaxNameBytes) damaged("a name is too long");
      const std::string name = current.prefix + machine.arena[key].text;
      if (machine.arena[value].kind == PickleKind::Tensor) result[name] = machine.arena[value].tensor;
      if (machine.arena[value].kind == PickleKind::Dict && current.depth < kMaxDepth)
        pending.push_back({value, name + '\x1f', current.depth + 1});
    }
  }
  return result;
}

}  // namespace vxs::weights
