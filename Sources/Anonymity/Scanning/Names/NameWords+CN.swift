// SPDX-License-Identifier: Apache-2.0

extension NameWords {
    /// Chinese, which puts no blanks between words.
    static let cn: NameWords = {
        var words = NameWords()
        words.inside = [
            "姓名", "身份证", "手机", "电话", "联系方式", "邮箱", "邮件地址", "车牌", "车架号", "车辆识别", "发动机号", "操作员", "操作人", "操作工",
            "序列号", "出生", "生日", "住址", "家庭地址", "联系地址", "通讯地址", "工号", "员工", "职工", "客户", "用户名", "用户编号", "驾驶员",
            "司机", "车主", "联系人", "负责人", "维修人", "检修人", "技术员", "检验员", "护照", "银行卡", "银行账", "微信", "社保号",
            "社会信用代码", "纬度", "经度", "患者",
        ]
        words.countings = ["数", "数量", "人数", "比例", "占比", "率", "年龄", "类型", "类别", "等级", "性别", "工龄"]
        words.keys = ["编号", "序号", "代码", "号"]
        words.births = ["出生", "生日"]
        words.confirmed = [
            "身份证": .chineseIdentityCard, "手机": .phone, "电话": .phone, "联系方式": .phone, "邮箱": .email,
            "邮件地址": .email, "车牌": .plate, "车架号": .vin, "车辆识别": .vin, "银行卡": .card,
            "社会信用代码": .chineseCreditCode, "纬度": .coordinates, "经度": .coordinates,
        ]
        return words
    }()
}
