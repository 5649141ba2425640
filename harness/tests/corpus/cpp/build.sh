#!/bin/sh
# Builds the addon as $1, with the headers that npm brought: no node-gyp, which would fetch those of a Node.js.
set -e
mkdir -p "$(dirname "$1")"
# Freeing twice is what one program is about.
c++ -std=c++17 -Og -g1 -shared -fPIC -Wall -Wextra -Wno-use-after-free -DNAPI_CPP_EXCEPTIONS \
  -Inode_modules/node-addon-api -Inode_modules/node-api-headers/include -o "$1" src/*.cc
