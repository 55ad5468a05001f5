// SPDX-License-Identifier: Apache-2.0

extension NameWords {
    /// Machines, vehicles and devices.
    static let industry: NameWords = {
        var words = NameWords()
        words.always = [
            "serial", "serialno", "serialnumber", "serialnum", "serialnr", "vin", "imei", "imeisv", "imsi",
            "iccid", "chassisno",
            "chassisnumber", "chassisid", "chassisnr", "vehicleidentification", "engineno", "enginenumber",
            "hullno",
            "hullnumber", "tailnum", "tailnumber", "tailno", "assettag", "meterno", "meternumber",
            "simno", "simnumber", "deviceserial",
        ]
        words.confirmed = [
            "vin": .vin, "chassisno": .vin, "chassisnumber": .vin, "chassisid": .vin, "chassisnr": .vin,
            "vehicleidentification": .vin, "imei": .imei, "imeisv": .imeisv, "iccid": .iccid, "simno": .iccid,
            "simnumber": .iccid,
        ]
        return words
    }()
}
