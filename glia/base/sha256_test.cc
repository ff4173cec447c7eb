#include "glia/base/sha256.h"

#include <gtest/gtest.h>

namespace glia {
namespace {

// The examples of FIPS 180-4 and the short and long messages of NIST's SHAVS.
TEST(Sha256, GivesTheKnownAnswers) {
  EXPECT_EQ(to_hex(sha256("")), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(to_hex(sha256("abc")),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(to_hex(sha256("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq")),
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
  EXPECT_EQ(to_hex(sha256("abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmn"
                          "hijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu")),
            "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1");
  EXPECT_EQ(to_hex(sha256("\xd3")),
            "28969cdfa74a12c82f3bad960b0b000aca2ac329deea5c2328ebc6f2ba9802c1");
  EXPECT_EQ(to_hex(sha256(std::string(1000000, 'a'))),
            "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

// Every length around the block and padding borders, cut anywhere, is the same message.
TEST(Sha256, PiecesAreTheWhole) {
  std::string message;
  for (size_t size = 0; size <= 130; ++size) {
    const std::string_view view = message;
    const Sha256Digest whole = sha256(message);
    for (size_t cut = 0; cut <= size; ++cut) {
      Sha256 hash;
      hash.add(view.substr(0, cut));
      hash.add(view.substr(cut));
      ASSERT_EQ(hash.finish(), whole) << "size " << size << ", cut at " << cut;
    }
    message += static_cast<char>(size * 37);
  }
}

}  // namespace
}  // namespace glia
