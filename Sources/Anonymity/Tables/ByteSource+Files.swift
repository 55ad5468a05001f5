// SPDX-License-Identifier: Apache-2.0
import Files
import Tables

extension InputFile: ByteSource {}

extension HashedInput: ByteSource {}

extension GzipReader: ByteSource {}
