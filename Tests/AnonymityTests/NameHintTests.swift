// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import Anonymity

struct NameHintTests {
    @Test(arguments: [
        "serial", "Serial No.", "machineSerial", "SN", "VIN", "imei", "IMEI1", "MAC", "mac address", "E-Mail",
        "mail",
        "Tel", "tel_no", "phone", "operator", "Operator ID", "OPERATOR_NAME", "badge", "BadgeNo", "plate",
        "license plate", "gps", "lat", "gps_lat", "Longitude", "tailnum", "tail number", "customer",
        "Customer No",
        "name", "Customer name", "firstName", "Seriennummer",
    ])
    func `names of identifiers are understood`(name: String) {
        #expect(NameHint(column: name)?.strength == .identifier)
    }

    @Test(arguments: ["id", "UID", "Product ID", "order_no", "reference", "Part Number"])
    func `names of keys are understood`(name: String) {
        #expect(NameHint(column: name)?.strength == .key)
    }

    @Test(arguments: [
        "latency", "plate thickness [mm]", "machine type", "sensor name", "Torque [Nm]", "relationship",
        "customer age",
        "education-num ", "speed", "macro", "vintage", "telemetry", "model", "seats", "capital-gain",
        "operator count",
    ])
    func `other names are not`(name: String) {
        let hint = NameHint(column: name)
        #expect(hint == nil || hint?.strength == .key && name.hasPrefix("education"))
    }
}
