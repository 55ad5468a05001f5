// SPDX-License-Identifier: Apache-2.0
import Files

extension InputFile: ByteSource {}

extension HashedInput: ByteSource {}

extension GzipReader: ByteSource {}
