// SPDX-License-Identifier: Apache-2.0

/// The fixed numbers of the built-in types that this driver speaks (`pg_type.oid`).
package enum TypeOID {
    package static let bool: UInt32 = 16
    package static let bytea: UInt32 = 17
    package static let char: UInt32 = 18
    package static let name: UInt32 = 19
    package static let int8: UInt32 = 20
    package static let int2: UInt32 = 21
    package static let int4: UInt32 = 23
    package static let text: UInt32 = 25
    package static let json: UInt32 = 114
    package static let float4: UInt32 = 700
    package static let float8: UInt32 = 701
    package static let unknown: UInt32 = 705
    package static let bpchar: UInt32 = 1042
    package static let varchar: UInt32 = 1043
    package static let timestamptz: UInt32 = 1184
    package static let uuid: UInt32 = 2950
    package static let jsonb: UInt32 = 3802

    package static let jsonArray: UInt32 = 199
    package static let boolArray: UInt32 = 1000
    package static let byteaArray: UInt32 = 1001
    package static let charArray: UInt32 = 1002
    package static let nameArray: UInt32 = 1003
    package static let int2Array: UInt32 = 1005
    package static let int4Array: UInt32 = 1007
    package static let textArray: UInt32 = 1009
    package static let bpcharArray: UInt32 = 1014
    package static let varcharArray: UInt32 = 1015
    package static let int8Array: UInt32 = 1016
    package static let float4Array: UInt32 = 1021
    package static let float8Array: UInt32 = 1022
    package static let timestamptzArray: UInt32 = 1185
    package static let uuidArray: UInt32 = 2951
    package static let jsonbArray: UInt32 = 3807

    static let arrays: Set<UInt32> = [
        jsonArray, boolArray, byteaArray, charArray, nameArray, int2Array, int4Array, textArray, bpcharArray,
        varcharArray, int8Array, float4Array, float8Array, timestamptzArray, uuidArray, jsonbArray,
    ]
}
