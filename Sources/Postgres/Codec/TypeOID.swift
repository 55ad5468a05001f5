// SPDX-License-Identifier: Apache-2.0

/// The fixed numbers of the built-in types that this driver speaks (`pg_type.oid`).
package enum TypeOID {
    /// `boolean`: one byte, zero for false.
    package static let bool: UInt32 = 16
    /// `bytea`: any bytes.
    package static let bytea: UInt32 = 17
    /// `"char"`: a single byte; not `char(n)`, which is `bpchar`.
    package static let char: UInt32 = 18
    /// `name`: an identifier of the system catalogues.
    package static let name: UInt32 = 19
    /// `bigint`: 8 bytes.
    package static let int8: UInt32 = 20
    /// `smallint`: 2 bytes.
    package static let int2: UInt32 = 21
    /// `integer`: 4 bytes.
    package static let int4: UInt32 = 23
    /// `text`: characters in UTF-8.
    package static let text: UInt32 = 25
    /// `json`: the text as it was given.
    package static let json: UInt32 = 114
    /// `real`: 4 bytes (IEEE 754).
    package static let float4: UInt32 = 700
    /// `double precision`: 8 bytes (IEEE 754).
    package static let float8: UInt32 = 701
    /// `unknown`: a literal whose type was not found out.
    package static let unknown: UInt32 = 705
    /// `char(n)`: padded with blanks.
    package static let bpchar: UInt32 = 1042
    /// `varchar`, with or without a greatest length.
    package static let varchar: UInt32 = 1043
    /// `timestamp with time zone`: 8 bytes, microseconds since 2000-01-01 UTC.
    package static let timestamptz: UInt32 = 1184
    /// `uuid`: 16 bytes (RFC 9562).
    package static let uuid: UInt32 = 2950
    /// `jsonb`: sent as a version byte and the text.
    package static let jsonb: UInt32 = 3802

    /// `json[]`.
    package static let jsonArray: UInt32 = 199
    /// `boolean[]`.
    package static let boolArray: UInt32 = 1000
    /// `bytea[]`.
    package static let byteaArray: UInt32 = 1001
    /// `"char"[]`.
    package static let charArray: UInt32 = 1002
    /// `name[]`.
    package static let nameArray: UInt32 = 1003
    /// `smallint[]`.
    package static let int2Array: UInt32 = 1005
    /// `integer[]`.
    package static let int4Array: UInt32 = 1007
    /// `text[]`.
    package static let textArray: UInt32 = 1009
    /// `char(n)[]`.
    package static let bpcharArray: UInt32 = 1014
    /// `varchar[]`.
    package static let varcharArray: UInt32 = 1015
    /// `bigint[]`.
    package static let int8Array: UInt32 = 1016
    /// `real[]`.
    package static let float4Array: UInt32 = 1021
    /// `double precision[]`.
    package static let float8Array: UInt32 = 1022
    /// `timestamp with time zone[]`.
    package static let timestamptzArray: UInt32 = 1185
    /// `uuid[]`.
    package static let uuidArray: UInt32 = 2951
    /// `jsonb[]`.
    package static let jsonbArray: UInt32 = 3807

    /// The arrays among them; a column of any other built-in type is not read as one.
    static let arrays: Set<UInt32> = [
        jsonArray, boolArray, byteaArray, charArray, nameArray, int2Array, int4Array, textArray, bpcharArray,
        varcharArray, int8Array, float4Array, float8Array, timestamptzArray, uuidArray, jsonbArray,
    ]
}
